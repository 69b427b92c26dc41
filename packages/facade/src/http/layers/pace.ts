import { raceAbort } from '../../util/race-abort.js';
import type { HttpResponse, Layer } from '../types.js';

/** Decides when a call may go. */
export interface Pacer {
  /**
   * Waits for the call's turn; rejects with `signal.reason` on abort, and at once where the turn is known to come after
   * `deadlineAt`, in the clock's milliseconds.
   */
  acquire(tier: string | undefined, signal: AbortSignal | undefined, deadlineAt?: number): Promise<void>;
  /** Told every answer, to learn from `Ratelimit-*` headers; frees a place taken by `acquire`. */
  release(tier: string | undefined, response: Pick<HttpResponse, 'status' | 'headers'> | undefined): void;
}

/** Holds each attempt back until the pacer lets it go. */
export function paceLayer(pacer: Pacer): Layer {
  return (next) => async (request, call) => {
    await pacer.acquire(call.tier, call.timer.signal, call.deadlineAt);
    let response: HttpResponse | undefined;
    try {
      // The end of the call is the end of its place, whatever the transport makes of an abort.
      response = await raceAbort(next(request, call), call.timer.signal);
      return response;
    } finally {
      pacer.release(call.tier, response);
    }
  };
}

/** At most `limit` calls of a client in flight; the rest wait in order. */
export function concurrencyPacer(limit: number): Pacer {
  let free = limit;
  const waiting: (() => void)[] = [];
  return {
    async acquire(_tier, signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const go = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const stop = () => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(signal?.reason);
        };
        waiting.push(go);
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    release() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}
