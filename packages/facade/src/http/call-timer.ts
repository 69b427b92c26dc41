import { LONGEST_TIMER_MS } from '../util/clock.js';

type Timer = ReturnType<typeof setTimeout>;

/**
 * What ends a call before it is done: its caller's signal, its deadline, and within that the time of one attempt. A call
 * that is ended rejects at once, with the caller's own reason or the platform's TimeoutError, whatever its work makes of
 * the signal. Neither timers nor listener outlive it.
 */
export class CallTimer {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | null | undefined;
  readonly #reject: (reason: unknown) => void;
  readonly #deadline: Timer;
  #attempt: Timer | undefined;
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

  /** Starts the clock of one attempt: unless `stopAttempt` comes within `ms`, the call ends with a TimeoutError of this text. */
  startAttempt(ms: number, describe: () => string): void {
    clearTimeout(this.#attempt);
    if (this.#over) return;
    if (ms > 0) this.#attempt = startTimer(this, ms, describe);
    else this.expire(describe);
  }

  stopAttempt(): void {
    clearTimeout(this.#attempt);
  }

  /** The call is done: no timer and no listener is left. */
  release(): void {
    this.#over = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#attempt);
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

function startTimer(timer: CallTimer, ms: number, describe: () => string): Timer {
  return setTimeout(expire, Math.min(ms, LONGEST_TIMER_MS), timer, describe);
}

function expire(timer: CallTimer, describe: () => string): void {
  timer.expire(describe);
}

/** Runs `work` until it is done or its timer ends it. */
export function withTimer<T>(
  deadlineMs: number,
  signal: AbortSignal | null | undefined,
  describe: () => string,
  work: (timer: CallTimer) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = new CallTimer(deadlineMs, signal, describe, reject);
    work(timer).then(
      (value) => {
        timer.release();
        resolve(value);
      },
      (error) => {
        timer.release();
        reject(error);
      },
    );
  });
}
