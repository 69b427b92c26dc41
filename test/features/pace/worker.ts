import { flexibleStore } from '@rollcall/facade/pace';
import { createQlik } from '@rollcall/facade/qlik';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';

// One of several workers on one tenant: node worker.ts <tenant> <API key> <redis port> <requests a minute>. Reads users as fast as
// it may until its input ends; then prints how many answers of each status it got.

const [baseUrl = '', apiKey = '', port, requests] = process.argv.slice(2);
const storeClient = new Redis(Number(port), '127.0.0.1');
const stop = new AbortController();
const statuses: Record<number, number> = {};

const qlik = createQlik({
  baseUrl,
  auth: { apiKey },
  retry: false,
  pace: {
    store: flexibleStore((options) => new RateLimiterRedis({ storeClient, ...options }), 'tenant/worker'),
    tiers: { 'Tier 1': { requests: Number(requests), perSeconds: 60 } },
  },
  // The store must do it alone: what the server says of its limits is kept from the client.
  middleware: [
    async (request, next) => {
      const { status, headers, body } = await next(request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const kept = [...headers].filter(([name]) => !name.startsWith('ratelimit-'));
      return new Response(body, { status, headers: kept });
    },
  ],
});

process.stdin.on('end', () => stop.abort()).resume();

async function read(): Promise<void> {
  while (!stop.signal.aborted) {
    await qlik.users.count({}, { signal: stop.signal }).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
  }
}

await Promise.all(Array.from({ length: 4 }, read));
await storeClient.quit();
console.log(JSON.stringify(statuses));
process.stdin.destroy();
