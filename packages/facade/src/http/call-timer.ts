import { LONGEST_TIMER_MS } from '../util/clock.js';

type Timer = ReturnType<typeof setTimeout>;

/**
 * What ends a call before it is done: its caller's signal, its deadline, and within that the time of one attempt. A call
 * that is ended rejects at once, with the caller's own reason or the platform's TimeoutError, whatever its work makes of
 * the signal. Neither timers nor listener outlive it.
 */
export class CallTimer {
  /** Aborts when the call is ended. */
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | null | undefined;
  readonly #deadline: Timer;
  #reject: ((reason: unknown) => void) | undefined;
  #attempt: Timer | undefined;
  #over = false;

  /** `deadlineMs` after which the call ends, with the error that `overdue` gives. */
  constructor(deadlineMs: number, caller: AbortSignal | null | undefined, overdue: () => DOMException) {
    this.signal = this.#controller.signal;
    this.#caller = caller;
    this.#deadline = startTimer(this, deadlineMs, overdue);
    caller?.addEventListener('abort', this.#stop, { once: true });
  }

  /** Settles like the call's work, or rejects as soon as the call is ended. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) reject(this.signal.reason);
      this.#reject = reject;
      work.then(resolve, reject);
    });
  }

  /** Starts the clock of one attempt: unless `stopAttempt` comes within `ms`, the call ends with a TimeoutError of this text. */
  startAttempt(ms: number, describe: () => string): void {
    clearTimeout(this.#attempt);
    if (this.#over) return;
    const overdue = () => timeoutError(describe());
    if (ms > 0) this.#attempt = startTimer(this, ms, overdue);
    else this.expire(overdue);
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

  expire(overdue: () => DOMException): void {
    this.#end(overdue());
  }

  readonly #stop = () => this.#end(this.#caller?.reason);

  #end(reason: unknown): void {
    this.release();
    // Runtimes wrap or replace the reason in places: the caller gets the reason itself, and gets it first.
    this.#reject?.(reason);
    this.#controller.abort(reason);
  }
}

/** The platform's error for a time that is over. */
export const timeoutError = (text: string): DOMException => new DOMException(text, 'TimeoutError');

function startTimer(timer: CallTimer, ms: number, overdue: () => DOMException): Timer {
  return setTimeout(expire, Math.min(ms, LONGEST_TIMER_MS), timer, overdue);
}

function expire(timer: CallTimer, overdue: () => DOMException): void {
  timer.expire(overdue);
}
