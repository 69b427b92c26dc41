import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@rollcall/facade';

/** Real time, and how many pauses of it are under way. */
export interface RealClock extends Clock {
  readonly pauses: number;
}

export function realClock(): RealClock {
  let pauses = 0;
  return {
    get pauses() {
      return pauses;
    },
    now: () => Date.now(),
    random: () => Math.random(),
    async sleep(ms, signal) {
      pauses += 1;
      try {
        await setTimeout(ms, undefined, signal ? { signal } : {});
      } catch {
        throw signal?.reason;
      } finally {
        pauses -= 1;
      }
    },
  };
}
