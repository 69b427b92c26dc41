import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startMock } from '@rollcall/mock-servers';
import { expect, it, onTestFinished } from 'vitest';
import { redisCommand, startRedis } from './redis.js';

const WORKERS = 8;
/** Of Tier 1: 500 requests in five minutes instead of 5,000, so that they are used up in seconds. */
const FACTOR = 0.1;
const BUDGET = 500;

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
const sources = new URL('../../support/run-sources.ts', import.meta.url);

// In CI a missing server is a failure: .ci/run installs one.
const missing = redisCommand === undefined && !process.env.CI;
const title = missing
  ? 'SKIPPED, no redis-server or valkey-server on this machine (apt-get install redis-server): eight workers keep one tier together'
  : 'eight workers that share a Redis keep one tier together, and use at least nine tenths of it';

it.skipIf(missing)(title, { timeout: 60_000 }, async () => {
  if (!redisCommand) throw new Error('redis-server or valkey-server must be installed for this test');
  const redis = await startRedis(redisCommand);
  onTestFinished(() => redis.stop());
  const tenant = await startMock('qlik', { vendorOptions: { rateLimits: FACTOR } });
  onTestFinished(() => tenant.close());

  const workers = Array.from({ length: WORKERS }, () => {
    const args = [
      '--import',
      sources.href,
      worker,
      tenant.url,
      String(tenant.credentials.token),
      String(redis.port),
      String(1000 * FACTOR),
    ];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    return { child, exit: once(child, 'exit'), output: () => output };
  });
  onTestFinished(() => {
    for (const { child } of workers) child.kill();
  });

  // They are done with this window when no request has come for a while: the next window is minutes away.
  const answered = () => tenant.journal.filter(({ url }) => url.startsWith('/api/v1/users')).length;
  await expect.poll(answered, { timeout: 30_000, interval: 200 }).toBeGreaterThanOrEqual(BUDGET * 0.9);
  for (let before = -1; before !== answered(); ) {
    before = answered();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  for (const { child } of workers) child.stdin.end();
  await Promise.all(workers.map(({ exit }) => exit));

  const statuses: Record<string, number>[] = workers.map(({ output }) => JSON.parse(output()));
  const total = statuses.reduce((sum, each) => sum + (each[200] ?? 0), 0);
  expect(statuses.map(Object.keys)).toEqual(Array.from({ length: WORKERS }, () => ['200'])); // no 429, and each had its part
  expect(total).toBeLessThanOrEqual(BUDGET);
  expect(total).toBeGreaterThanOrEqual(BUDGET * 0.9);
});
