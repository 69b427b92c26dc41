/** setTimeout holds 31 bits; a longer delay would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What ends a call before it is done: its caller's signal, its deadline, and within that the time of one attempt. */
export interface Limit {
  readonly signal: AbortSignal;
  /** Gives what comes next `ms`, until `lift` or another `set`. Then the call ends with a TimeoutError of this text. */
  set(ms: number, describe: () => string): void;
  lift(): void;
}

/**
 * Runs `work` until it is done or its limit ends it, after `ms` at the latest, with the caller's own reason or the
 * platform's TimeoutError; then it rejects at once with that reason, whatever `work` makes of the signal. Neither timers
 * nor listener outlive it.
 */
export function limited<T>(
  ms: number,
  signal: AbortSignal | null | undefined,
  describe: () => string,
  work: (limit: Limit) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const controller = new AbortController();
    let stage: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const release = () => {
      over = true;
      clearTimeout(deadline);
      clearTimeout(stage);
      signal?.removeEventListener('abort', stop);
    };
    const end = (reason: unknown) => {
      release();
      // Runtimes wrap or replace the reason in places: the caller gets the reason itself, and gets it first.
      reject(reason);
      controller.abort(reason);
    };
    const stop = () => end(signal?.reason);
    const expire = (why: () => string) => end(new DOMException(why(), 'TimeoutError'));
    const limit: Limit = {
      signal: controller.signal,
      lift: () => clearTimeout(stage),
      set(time, why) {
        clearTimeout(stage);
        if (over) return;
        if (time > 0) stage = startTimer(expire, time, why);
        else expire(why);
      },
    };
    const deadline = startTimer(expire, ms, describe);
    signal?.addEventListener('abort', stop, { once: true });
    work(limit).then(
      (value) => {
        release();
        resolve(value);
      },
      (error) => {
        release();
        reject(error);
      },
    );
  });
}

function startTimer<Argument>(run: (argument: Argument) => void, ms: number, argument: Argument) {
  return setTimeout(run, Math.min(ms, LONGEST_TIMER_MS), argument);
}
