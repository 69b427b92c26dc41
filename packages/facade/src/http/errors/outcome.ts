import type { CallSite, Outcome } from '../../errors.js';
import type { Call } from '../types.js';

/** Statuses that may pass by themselves: a timeout, too many requests, a gateway or a server that is busy or restarting. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export function isTransient(status: number): boolean {
  return TRANSIENT.has(status);
}

/** For error constructors. */
export function siteOf({ operationId, method, url, attempts }: Call): CallSite {
  return { ...(operationId ? { operationId } : {}), method, url, attempts };
}

/** What a failure after sending means for the caller: a read has no effect to be unsure of. */
export function outcomeAfterSending(call: Call): Outcome {
  return call.readsOnly ? 'refused' : 'unknown';
}

/** What an error says of a write whose effect nobody knows. */
export const IN_THE_DARK = '. It may or may not have taken effect: look before you send it again';

/** What a time limit says of the call's effect, behind its own text. */
export function darkText({ readsOnly }: Call): string {
  return readsOnly ? '' : IN_THE_DARK;
}

/** What it means for the caller that an attempt was held back: nothing was sent, unless an attempt before it was. */
export function outcomeOfHeld({ uncertain }: Call): Outcome {
  return uncertain ? 'unknown' : 'not-sent';
}

/** What a refusal means that says that nothing was done: an earlier attempt of the call may have done it all the same. */
export function outcomeOfRefusal(call: Call): Outcome {
  return call.uncertain && !call.readsOnly ? 'unknown' : 'refused';
}

/**
 * What an error status means for the caller: 4xx and a 503 with a waiting time say that nothing was done; another 5xx,
 * a 408 or a 3xx that no write is answered with (304) leaves it open, and so does an earlier attempt that ended in the dark.
 */
export function outcomeOfStatus(status: number, call: Call, waitMs: number | undefined): Outcome {
  if (call.readsOnly) return 'refused';
  if (call.uncertain || status === 408 || status < 400) return 'unknown';
  return status < 500 || (status === 503 && waitMs !== undefined) ? 'refused' : 'unknown';
}
