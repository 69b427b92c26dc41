import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';
import { Problem } from '../problem.js';
import type { Config } from './types.js';

/** Where the schema is, for this program and for editors. */
const schemaFile = new URL('../../schema/rollcall.schema.json', import.meta.url);

/** @throws Problem that names the line or the place in the file, and what stands there. */
export function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Problem(
      `${file} cannot be read. Write one with \`rollcall init\`, name another with --config, or try --sandbox`,
    );
  }
  return parseConfig(text, file);
}

export function parseConfig(text: string, file: string): Config {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new Problem(`${file} is not YAML: ${error.message.split('\n', 1)[0]}`);
  const data: unknown = document.toJS();
  const validate = new Ajv({ allErrors: true }).compile<Config>(JSON.parse(readFileSync(schemaFile, 'utf8')));
  if (!validate(data)) {
    const problems = [...new Set((validate.errors ?? []).filter(isPlain).map(describe))];
    throw new Problem(`${file}: ${problems.join('; ')}`);
  }
  checkReferences(data, file);
  return data;
}

/** The branches of an alternative say the same several times. */
function isPlain({ keyword, schemaPath }: ErrorObject): boolean {
  return !schemaPath.includes('/anyOf/') && keyword !== 'if';
}

function describe({ instancePath, keyword, message, params }: ErrorObject): string {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  if (keyword === 'additionalProperties')
    return `${where} has '${params.additionalProperty}', which is no name there`;
  if (keyword === 'anyOf') {
    return `${where} must be \${env:NAME}, \${file:path} or a command, never the secret itself`;
  }
  if (keyword === 'enum') return `${where} must be one of ${params.allowedValues.join(', ')}`;
  return `${where} ${message}`;
}

function checkReferences({ rules = [], systems }: Config, file: string): void {
  for (const [index, { system }] of rules.entries()) {
    if (Object.hasOwn(systems, system)) continue;
    throw new Problem(
      `${file}: rules.${index} names the system '${system}'; there are ${Object.keys(systems).join(', ')}`,
    );
  }
}
