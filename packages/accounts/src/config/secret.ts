import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { InvalidInputError } from '@rollcall/facade';
import type { SecretReference } from './types.js';

/** Where references to secrets lead. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here, and commands run here. */
  readonly dir: string;
}

const COMMAND_TIMEOUT_MS = 30_000;

/** The secret behind a reference. @throws InvalidInputError that names the reference, never what it gave. */
export async function resolveSecret(reference: SecretReference, { dir, env }: SecretSource): Promise<string> {
  if (typeof reference !== 'string') return fromCommand(reference.command, dir);
  const [, kind, name = ''] = /^\$\{(env|file):(.+)\}$/.exec(reference) ?? [];
  if (kind === 'env') {
    const value = env[name];
    if (value) return value;
    throw new InvalidInputError(`${reference} is not set: give the environment variable ${name} the secret`);
  }
  // It may be the secret itself, and is not shown.
  if (kind !== 'file')
    throw new InvalidInputError(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: references look like this in rollcall.yaml
      'a secret must be ${env:NAME}, ${file:path} or a command, never the secret itself',
    );
  const file = resolve(dir, name);
  const value = (await readFile(file, 'utf8').catch((error) => unreadable(reference, file, error))).trim();
  if (value) return value;
  throw new InvalidInputError(`${reference} is empty: write the secret to ${file}`);
}

function unreadable(reference: string, file: string, { code }: NodeJS.ErrnoException): never {
  throw new InvalidInputError(
    `${reference} cannot be read (${code}): ${file} must hold the secret, readable for this user`,
  );
}

async function fromCommand([program = '', ...args]: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd,
      timeout: COMMAND_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    if (stdout.trim()) return stdout.trim();
  } catch (error) {
    const { code, killed } = error as { code?: unknown; killed?: boolean };
    const how = killed
      ? `took longer than ${COMMAND_TIMEOUT_MS / 1000} s`
      : `failed (${code ?? 'no exit code'})`;
    throw new InvalidInputError(`the command '${program}' for a secret ${how}; run it by hand`);
  }
  throw new InvalidInputError(`the command '${program}' for a secret printed nothing; run it by hand`);
}
