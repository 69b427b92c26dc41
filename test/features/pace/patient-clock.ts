import type { Clock } from '@rollcall/facade';

/** Time that goes on only when nothing else can: whatever is ready to run has run before a sleeper wakes. */
export interface PatientClock extends Clock {
  /** Every wait in milliseconds, in order. */
  readonly sleeps: number[];
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Turns of the event loop in which a request and its answer are done with, as no socket is involved. */
const TURNS = 20;

export function patientClock(): PatientClock {
  const sleepers: Sleeper[] = [];
  const sleeps: number[] = [];
  let now = 0;
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (sleepers.length > 0) {
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
      const next = sleepers.sort((a, b) => a.at - b.at).shift();
      now = Math.max(now, next?.at ?? now);
      next?.wake();
    }
    running = false;
  }

  return {
    sleeps,
    now: () => now,
    random: () => 0,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleeps.push(ms);
        sleepers.push(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
        if (!running) void run();
      });
    },
  };
}
