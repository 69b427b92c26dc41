import { LONGEST_TIMER_MS } from './clock.js';

type Timer = ReturnType<typeof setTimeout>;

/**
 * What ends a call before it is done: its caller's signal, its deadline, and within that the time of one attempt. A call
 * that is ended rejects at once, with the caller's own reason or the platform's TimeoutError, whatever its work makes of
 * the signal. Neither timers nor listener outlive it.
 */
export class Limit {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | null | undefined;
  readonly #reject: (reason: unknown) => void;
  readonly #deadline: Timer;
  #stage: Timer | undefined;
  #over = false;

  /** `deadlineMs` after which the call ends, with a TimeoutError of the text that `describe` gives. */
  constructor(
    deadlineMs: number,
    caller: AbortSignal | null | undefined,
    describe: () => string,
    reject: (reason: unknown) => void,
  ) {
    this.#caller = caller;
    this.#reject = reject;
    this.#deadline = startTimer(this, deadlineMs, describe);
    caller?.addEventListener('abort', this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives what comes next `ms`, until `lift` or another `set`. Then the call ends with a TimeoutError of this text. */
  set(ms: number, describe: () => string): void {
    clearTimeout(this.#stage);
    if (this.#over) return;
    if (ms > 0) this.#stage = startTimer(this, ms, describe);
    else this.expire(describe);
  }

  lift(): void {
    clearTimeout(this.#stage);
  }

  /** The call is done. */
  release(): void {
    this.#over = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#stage);
    this.#caller?.removeEventListener('abort', this.#stop);
  }

  expire(describe: () => string): void {
    this.#end(new DOMException(describe(), 'TimeoutError'));
  }

  readonly #stop = () => this.#end(this.#caller?.reason);

  #end(reason: unknown): void {
    this.release();
    // Runtimes wrap or replace the reason in places: the caller gets the reason itself, and gets it first.
    this.#reject(reason);
    this.#controller.abort(reason);
  }
}

function startTimer(limit: Limit, ms: number, describe: () => string): Timer {
  return setTimeout(expire, Math.min(ms, LONGEST_TIMER_MS), limit, describe);
}

function expire(limit: Limit, describe: () => string): void {
  limit.expire(describe);
}

/** Runs `work` until it is done or its limit ends it. */
export function limited<T>(
  deadlineMs: number,
  signal: AbortSignal | null | undefined,
  describe: () => string,
  work: (limit: Limit) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const limit = new Limit(deadlineMs, signal, describe, reject);
    work(limit).then(
      (value) => {
        limit.release();
        resolve(value);
      },
      (error) => {
        limit.release();
        reject(error);
      },
    );
  });
}
