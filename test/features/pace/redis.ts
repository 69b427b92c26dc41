import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../support/free-port.js';

/** What Debian's packages `redis-server` and `valkey-server` install; undefined where neither is. */
export const redisCommand = ['redis-server', 'valkey-server'].find(
  (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** Starts one on a free port of this machine, keeping nothing on disk. */
export async function startRedis(command: string): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    if (/ready to accept connections/i.test(output)) break;
  }
  if (child.exitCode !== null) throw new Error(`${command} did not start: ${output}`);
  return {
    port,
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
