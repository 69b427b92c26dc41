import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.js';
import { tierPacer } from './tier-pacer.js';

const WINDOW_MS = 60_000;

/** Time that passes only when somebody sleeps. */
function clockAt(start: number) {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    random: () => 0,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}

function pacer(requests = 3, share = 1) {
  const clock = clockAt(1_000_000);
  const tiers = { write: { requests, perSeconds: 60 } };
  const store = memoryStore(clock.now);
  return { clock, pace: tierPacer({ tiers, windowMs: WINDOW_MS, share, store, clock }) };
}

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
});

describe('the pace of a tier', () => {
  it('lets the budget of a window go at once, and the next call when the first has left the window', async () => {
    const { clock, pace } = pacer(3);
    for (let call = 0; call < 3; call += 1) await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([]);
    await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([WINDOW_MS]);
  });

  it('uses its share only, and one call at the least', async () => {
    const half = pacer(4, 0.5);
    for (let call = 0; call < 3; call += 1) await half.pace.acquire('write', undefined);
    expect(half.clock.sleeps).toEqual([WINDOW_MS]);
    const least = pacer(1, 0.1);
    await least.pace.acquire('write', undefined);
    expect(least.clock.sleeps).toEqual([]);
  });

  it('holds no call without a tier, and none of a tier that it does not know', async () => {
    const { clock, pace } = pacer(1);
    for (let call = 0; call < 5; call += 1) {
      await pace.acquire(undefined, undefined);
      await pace.acquire('read', undefined);
    }
    expect(clock.sleeps).toEqual([]);
  });

  it('takes the budget that the server names for its own', async () => {
    const { clock, pace } = pacer(100);
    pace.release('write', answer(200, { 'Ratelimit-Limit': '2' }));
    for (let call = 0; call < 3; call += 1) await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([WINDOW_MS]);
  });

  it.each([
    ['as long as Retry-After says', { 'Retry-After': '7' }, [7000]],
    ['until the reset where there is no Retry-After', { 'Ratelimit-Reset': '9' }, [9000]],
    ['not at all where neither is there', {}, []],
  ])('rests after a 429 %s', async (_, headers, sleeps) => {
    const { clock, pace } = pacer(3);
    pace.release('write', answer(429, headers));
    await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual(sleeps);
  });

  it('rests when what remains is no longer its own share', async () => {
    const { clock, pace } = pacer(100, 0.5);
    const headers = { 'Ratelimit-Limit': '10', 'Ratelimit-Reset': '4' };
    pace.release('write', answer(200, { ...headers, 'Ratelimit-Remaining': '6' }));
    await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([]);
    pace.release('write', answer(200, { ...headers, 'Ratelimit-Remaining': '5' }));
    await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([4000]);
  });

  it('tells a call at once whose turn comes no sooner than its deadline, and when there is room again', async () => {
    const { clock, pace } = pacer(1);
    await pace.acquire('write', undefined, clock.now());
    const late = pace.acquire('write', undefined, clock.now() + WINDOW_MS);
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError', retryAfterMs: WINDOW_MS });
    await expect(late).rejects.toThrow('tier write is used up for another 60 s');
    expect(clock.sleeps).toEqual([]);
    await pace.acquire('write', undefined, clock.now() + WINDOW_MS + 1);
    expect(clock.sleeps).toEqual([WINDOW_MS]);
  });

  it('lets a waiting call go with the reason of its abort, and the next in line go on', async () => {
    const { clock, pace } = pacer(1);
    await pace.acquire('write', undefined);
    const stopped = new AbortController();
    stopped.abort(new Error('no longer wanted'));
    await expect(pace.acquire('write', stopped.signal)).rejects.toThrow('no longer wanted');
    await pace.acquire('write', undefined);
    expect(clock.sleeps).toEqual([WINDOW_MS]);
  });
});
