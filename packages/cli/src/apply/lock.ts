import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ConfiguredSystem, placeOf } from '@rollcall/accounts/config';
import type { Context } from '../context.js';
import { messageOf, Problem } from '../problem.js';

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

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
  const held: { close(): void }[] = [];
  const release = () => {
    for (const lock of held.splice(0)) lock.close();
  };
  for (const { config, name } of systems) {
    const file = `${createHash('sha256').update(placeOf(config)).digest('hex').slice(0, 32)}.lock`;
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      const lock = new DatabaseSync(join(dir, file));
      held.push(lock);
      lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    } catch (error) {
      release();
      const isTaken = (error as { errcode?: number }).errcode === SQLITE_BUSY;
      throw new Problem(
        isTaken
          ? `another apply works on ${name} (${new URL(config.url).host}) now; wait until it is done. Nothing was done`
          : `${dir} cannot hold the lock that keeps a second apply away (${messageOf(error)}); make it writable, or name another place with XDG_STATE_HOME. Nothing was done`,
      );
    }
  }
  return { release };
}
