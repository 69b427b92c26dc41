import { CallError } from './errors.js';
import type { CallOptions } from './http/options.js';
import { aFunction, aSignal, checkOptions, limitMs, pauseMs, type Rules } from './util/check-options.js';
import { type Clock, LONGEST_TIMER_MS } from './util/clock.js';
import { told } from './util/told.js';

/** How to wait for something that a server does in its own time. */
export interface WaitOptions<State> {
  /** Ends the wait at once with the signal's own reason. The work on the server goes on. */
  readonly signal?: AbortSignal;
  /** First pause between two looks, in milliseconds from 0; grows by half each time, up to ten times itself. Default 1,000. */
  readonly intervalMs?: number;
  /** Milliseconds until the wait ends with a `TimeoutError`. Default 600,000 (ten minutes). */
  readonly timeoutMs?: number;
  /**
   * Told every state that was read, the last included. An error it throws is ignored, and told once as a warning of the
   * process.
   */
  readonly onProgress?: (state: State) => void;
}

export const waitRules: Rules<WaitOptions<unknown>> = {
  signal: aSignal,
  intervalMs: pauseMs,
  timeoutMs: limitMs,
  onProgress: aFunction,
};

/** Before the first request of a verb that waits. */
export function checkWait(options: object | undefined): void {
  checkOptions('the options of a wait', options, waitRules);
}

/**
 * Looks at a state again and again until `settle` says it is done (a value) or failed (it throws). The first look is
 * at once. An abort or the time limit ends it, the latter up to two `intervalMs` early rather than by a look in haste;
 * `describe` says in the TimeoutError what was waited for and how to resume.
 */
export async function poll<State, Result>(
  read: (signal: AbortSignal | undefined, leftMs: number) => Promise<State>,
  settle: (state: State) => { done: true; result: Result } | { done: false },
  options: WaitOptions<State>,
  clock: Clock,
  describe: (state: State | undefined) => string,
): Promise<Result> {
  const { signal, intervalMs = 1000, timeoutMs = 600_000 } = options;
  const onProgress = told('onProgress', options.onProgress);
  const deadline = clock.now() + timeoutMs;
  const least = Math.max(1, intervalMs);
  const overdue = (state: State | undefined) =>
    new DOMException(`After ${timeoutMs} ms ${describe(state)}`, 'TimeoutError');
  let pause = least;
  let last: State | undefined;
  for (;;) {
    signal?.throwIfAborted();
    let state: State;
    try {
      state = await read(signal, Math.min(LONGEST_TIMER_MS, Math.max(1, deadline - clock.now())));
    } catch (error) {
      const late = !signal?.aborted && clock.now() + 1 >= deadline; // timers go off up to 1 ms early
      throw late && (error as Error)?.name === 'TimeoutError' ? overdue(last) : error;
    }
    last = state;
    onProgress?.(state);
    const settled = settle(state);
    if (settled.done) return settled.result;
    // The last look comes early enough to be answered, but no pause is shorter than the first.
    const left = deadline - clock.now() - least;
    if (left < least) throw overdue(state);
    await clock.sleep(Math.min(pause, left), signal);
    pause = Math.min(pause * 1.5, least * 10);
  }
}

/**
 * An error that came while waiting, for a caller who must know what was begun: nobody knows how it ends, whatever the last
 * look was refused for. The error stays the one that it was.
 */
export function whileWaiting(error: unknown, task: unknown, goesOn: string): unknown {
  if (!(error instanceof CallError)) return error; // an abort or a timeout; the latter says how to go on
  const message = `${error.message} ${goesOn}`;
  const stack = error.stack?.replace(error.message, () => message);
  const fields: PropertyDescriptorMap = {
    message: { value: message, configurable: true, writable: true },
    stack: { value: stack, configurable: true, writable: true },
    outcome: { value: 'unknown', enumerable: true },
    task: { value: task, enumerable: true },
  };
  return Object.defineProperties(error, fields);
}

/** The part of wait options that one call takes. */
export function signalOf({ signal }: { signal?: AbortSignal }): CallOptions {
  return signal ? { signal } : {};
}
