import { describe, expect, it } from 'vitest';
import { cells, failure } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { bytesOf, drip, json, silence, stall } from '../support/scripts.js';
import { turns } from '../support/turns.js';
import { within } from '../support/within.js';

const TIMEOUT_MS = 110;
const PART = bytesOf(200, '{"id":', { 'Content-Length': 100 });
const SLOW: readonly [string, Script][] = [
  ['never answers', silence],
  ['stalls in the head', stall(Buffer.from('HTTP/1.1 200 OK\r\nContent-'))],
  ['stalls in the body', stall(PART)],
  ['sends one byte per 50 ms', drip(bytesOf(200, '{"id":7}'), 50)],
];

const refuse = () => Promise.reject(new Error('no'));

/** Runs a call that must fail soon after its timeout, and says how long that took. */
async function timed(
  work: () => Promise<unknown>,
): Promise<{ error: Error & Record<string, unknown>; ms: number }> {
  const startedAt = performance.now();
  const error = await within(TIMEOUT_MS + 100, failure(work()));
  return { error, ms: performance.now() - startedAt };
}

describe.each(cells)('$title', ({ vendor, open }) => {
  it.each(SLOW)(
    'fault 17: ends an attempt at its timeout when the server %s, and closes the socket',
    async (_, script) => {
      const server = await rawServer(script);
      const client = open(server.origin, { timeoutMs: TIMEOUT_MS });
      const { error, ms } = await timed(() => client.create());
      expect(error.name).toBe('TimeoutError');
      expect(error.message).toContain(`POST ${server.origin}${vendor.wire.createPath}`);
      expect(ms).toBeGreaterThan(TIMEOUT_MS - 10);
      await server.idle();
      expect(server.requests).toHaveLength(1);
      expectNoSecret(error, vendor.credential.hidden);
    },
  );

  // Time passes only where the call waits: a busy machine changes nothing.
  it('fault 17: ends a call at its deadline, waits included', async () => {
    const server = await rawServer(json(503, {}));
    const clock = fakeClock();
    const deadlineMs = 600_000;
    const options = { clock, deadlineMs, retry: { baseDelayMs: 100_000, maxDelayMs: 100_000, attempts: 99 } };
    const error = await failure(open(server.origin, options).get(vendor.wire.id));
    expect(['HttpError', 'TimeoutError']).toContain(error.name);
    const waited = clock.sleeps.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeLessThanOrEqual(deadlineMs);
    expect(waited).toBeGreaterThan(deadlineMs - 100_000); // nor was it given up before
    expect(server.requests).toHaveLength(clock.sleeps.length + 1);
    await turns(); // what was under way arrives
    expect(server.requests).toHaveLength(clock.sleeps.length + 1);
  });

  it('fault 17: the deadline holds for an auth function, a middleware and a queue that never end', async () => {
    const server = await rawServer(silence);
    const never = () => new Promise<never>(() => {});
    const options = { deadlineMs: TIMEOUT_MS };
    // What is loaded on first use is there before anything is timed.
    await failure(open('http://127.0.0.1:1', { middleware: [refuse], retry: false }).create());
    const queued = open(server.origin, { ...options, maxInFlight: 1 });
    const ends = await Promise.all([
      timed(() => open(server.origin, { ...options, secret: never }).get(vendor.wire.id)),
      timed(() => open(server.origin, { ...options, middleware: [never] }).get(vendor.wire.id)),
      timed(() => queued.create()),
      timed(() => queued.create()),
    ]);
    for (const { error } of ends) expect(error.name).toBe('TimeoutError');
    expect(server.requests).toHaveLength(1); // the first of the queue
  });
});
