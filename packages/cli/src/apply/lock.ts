import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import type { Context } from '../context.js';
import { Problem } from '../problem.js';

/**
 * Keeps a second `apply` of this machine away from the same systems. The lock is one of SQLite's on a file: the operating
 * system gives it back when the process ends, however it ends.
 * @throws Problem when a system is taken.
 */
export async function lockSystems(
  systems: readonly ConfiguredSystem[],
  env: Context['env'],
): Promise<{ release(): void }> {
  const { DatabaseSync } = await import('node:sqlite');
  const dir = join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'rollcall', 'locks');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const held: { close(): void }[] = [];
  const release = () => {
    for (const lock of held.splice(0)) lock.close();
  };
  for (const { config, name } of systems) {
    const { host, pathname } = new URL(config.url);
    const file = `${createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 32)}.lock`;
    const lock = new DatabaseSync(join(dir, file));
    held.push(lock);
    try {
      lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    } catch {
      release();
      throw new Problem(
        `another apply works on ${name} (${host}) now; wait until it is done. Nothing was done`,
      );
    }
  }
  return { release };
}
