import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@rollcall/facade';
import { parseDocument } from 'yaml';
import { allowsConfig } from '../gen/config-check.gen.js';
import { checkSystems } from './check-systems.js';
import { type SchemaProblem, sentencesOf } from './schema-sentences.js';
import type { Config } from './types.js';

/** The compiled schema: whether data fits it, and what does not until the next call. */
interface Check {
  (data: unknown): data is Config;
  readonly errors?: readonly SchemaProblem[] | null;
}

const fits = allowsConfig as Check;

/**
 * Reads a `rollcall.yaml` and checks it by its schema. No secret is read, and nothing is sent.
 *
 * @param file the path of the file.
 * @throws InvalidInputError in one sentence, with the place in the file and what may stand there; never with a secret
 * that stands there by mistake.
 */
export function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new InvalidInputError(
      `${file} cannot be read (${code}). Write one with \`rollcall init\`, or name another with --config`,
    );
  }
  return parseConfig(text, file);
}

/**
 * The same for a text.
 *
 * @param file what messages call it.
 * @throws InvalidInputError as {@link readConfig} does.
 */
export function parseConfig(text: string, file: string): Config {
  const document = parseDocument(text);
  const [error] = document.errors;
  // The lines after the first show the text itself, which may hold a secret.
  if (error)
    throw new InvalidInputError(`${file} is not YAML: ${error.message.split('\n', 1)[0]?.replace(/:$/, '')}`);
  const data = plain(document, file);
  if (!fits(data)) throw new InvalidInputError(`${file}: ${sentencesOf(fits.errors ?? []).join('; ')}`);
  checkSystems(data, file);
  return data;
}

/** @throws InvalidInputError for an alias of nothing, whose name may be a password that begins with `*`. */
function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    throw new InvalidInputError(
      `${file} is not YAML: a value that begins with * is an alias of a value marked with & before it, and one has none, or too many stand there; put a text that begins with * in quotation marks`,
    );
  }
}
