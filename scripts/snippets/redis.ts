import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Snippet } from './extract.ts';

/** Whether a program asks for a Redis, by the client that it imports. */
export const needsRedis = ({ code }: Snippet): boolean => /from 'ioredis'/.test(code);

/** Runs something with a Redis of its own, whose address is in `REDIS_URL`. */
export async function withRedis<Result>(
  work: (env: { REDIS_URL: string }) => Promise<Result>,
): Promise<Result> {
  const command = ['redis-server', 'valkey-server'].find(
    (each) => spawnSync(each, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (!command) throw new Error('a snippet needs Redis: install redis-server or valkey-server');
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const chunk of child.stdout) if (/ready to accept connections/i.test(String(chunk))) break;
    return await work({ REDIS_URL: `redis://127.0.0.1:${port}` });
  } finally {
    if (child.exitCode === null) {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
