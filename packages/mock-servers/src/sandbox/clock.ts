/** Where a sandbox reads the time: task states, expiries and dates all come from here, so a test can step it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
