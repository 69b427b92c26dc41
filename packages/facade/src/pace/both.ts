import type { Pacer } from '../http/layers/pace.js';

/** Holds a call until both let it go; the second is asked last, just before the call goes. */
export function bothPacers(first: Pacer | undefined, second: Pacer): Pacer {
  if (!first) return second;
  return {
    async acquire(tier, signal, deadlineAt) {
      await first.acquire(tier, signal, deadlineAt);
      try {
        await second.acquire(tier, signal, deadlineAt);
      } catch (error) {
        first.release(tier, undefined);
        throw error;
      }
    },
    release(tier, response) {
      second.release(tier, response);
      first.release(tier, response);
    },
  };
}
