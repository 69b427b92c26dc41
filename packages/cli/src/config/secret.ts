import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.js';
import type { SecretReference } from './types.js';

export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly dir: string;
}

/** The secret behind a reference. @throws Problem that names the reference, never what it gave. */
export async function resolveSecret(reference: SecretReference, { dir, env }: SecretSource): Promise<string> {
  if (typeof reference !== 'string') return fromCommand(reference.command, dir);
  const [, kind, name = ''] = /^\$\{(env|file):(.+)\}$/.exec(reference) ?? [];
  if (kind === 'env') {
    const value = env[name];
    if (value) return value;
    throw new Problem(`${reference} is not set: give the environment variable ${name} the secret`);
  }
  try {
    const value = (await readFile(resolve(dir, name), 'utf8')).trim();
    if (value) return value;
  } catch {
    // Said below: the reason of a file that cannot be read is the same to the user as that of an empty one.
  }
  throw new Problem(`${reference} cannot be read or is empty`);
}

async function fromCommand([program = '', ...args]: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, timeout: 30_000 });
    if (stdout.trim()) return stdout.trim();
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw new Problem(
      `the command '${program}' for a secret failed (${code ?? 'no exit code'}); run it by hand`,
    );
  }
  throw new Problem(`the command '${program}' for a secret printed nothing`);
}
