import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface BenchServer {
  readonly origin: string;
  stop(): void;
}

/** Starts the server in another process on a free port of this machine. */
export async function startServer({ users = 1000, latencyMs = 0 } = {}): Promise<BenchServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    env: { ...process.env, BENCH_USERS: String(users), BENCH_LATENCY_MS: String(latencyMs) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { origin: `http://127.0.0.1:${Number(line)}`, stop: () => void child.kill() };
}
