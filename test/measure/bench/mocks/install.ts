import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** What the mock servers are measured against, installed on first use and after a change of the lockfile. */
export function installPeers(): void {
  const stamp = join(here, 'node_modules', '.modules.yaml');
  const lockfile = join(here, 'pnpm-lock.yaml');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lockfile).mtimeMs) return;
  const args = ['install', '--frozen-lockfile'];
  const hasPnpm = process.env.npm_execpath?.includes('pnpm') === true;
  const [command, before] = hasPnpm ? ['pnpm', []] : ['npx', ['--yes', 'pnpm@12']];
  const { status } = spawnSync(command, [...before, ...args], { cwd: here, stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Error(`The peers are not installed: run \`pnpm ${args.join(' ')}\` in ${here}.`);
}
