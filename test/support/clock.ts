import type { Clock } from '@rollcall/facade';

/** Time that passes only when somebody sleeps: waiting costs nothing, and every wait is on record. */
export interface FakeClock extends Clock {
  /** Every wait in milliseconds, in order. */
  readonly sleeps: number[];
  advance(ms: number): void;
}

/** `random` is what jitter gets, from 0 to 1. */
export function fakeClock({ startAt = Date.UTC(2026, 0, 1), random = (): number => 0.5 } = {}): FakeClock {
  let now = startAt;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    random,
    advance(ms) {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
      await new Promise(setImmediate); // others get their turn, as in a real wait
      signal?.throwIfAborted();
    },
  };
}
