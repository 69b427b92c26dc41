import { CallError, RollcallError } from '../../errors.js';
import { messageOf } from '../../util/is-error.js';
import { raceAbort } from '../../util/race-abort.js';
import { secretsOf } from '../errors/call-secrets.js';
import { outcomeOfHeld, siteOf } from '../errors/outcome.js';
import { redactError, redactText } from '../errors/redact.js';
import type { Call, HttpResponse, Layer } from '../types.js';

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
    call.held = true;
    try {
      await pacer.acquire(call.tier, call.timer.signal, call.deadlineAt);
    } catch (error) {
      throw call.timer.signal.aborted ? error : notSent(error, call);
    } finally {
      call.held = false;
    }
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

/** What kept an attempt back, with what is known of the effect. */
function notSent(error: unknown, call: Call): unknown {
  const outcome = outcomeOfHeld(call);
  if (error instanceof DOMException) return Object.assign(error, { outcome });
  const secrets = secretsOf(call);
  redactError(error, secrets);
  const why = messageOf(error);
  const site = { ...siteOf(call), attempts: call.attempts - 1 };
  // A store of ours says only what was asked of it; what failed is beneath.
  const cause = error instanceof RollcallError ? (error.cause ?? error) : error;
  const what = site.attempts > 0 ? 'this attempt was not sent' : 'nothing was sent';
  return new CallError(`${call.method} ${call.url}: ${redactText(why, secrets)}; ${what}`, {
    site,
    outcome,
    cause,
  });
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
