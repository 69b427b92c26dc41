import type { CallSite, Outcome } from '../errors.js';

/** What a layer knows of the call beside the request. One object per call; `attempts` counts up as it is retried. */
export interface Call {
  readonly operationId?: string | undefined;
  readonly method: string;
  /** The address without credentials, for messages. */
  readonly url: string;
  /** True when the call changes nothing on the server, whatever its method (spec: `x-reads-only`). */
  readonly readsOnly: boolean;
  /** True when sending it twice has the effect of sending it once. */
  readonly idempotent: boolean;
  /** The spec's `x-rate-tier`, for pacing. */
  readonly tier?: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** When the whole call, waits included, must be over: milliseconds of the client's clock. */
  readonly deadlineAt: number;
  readonly retry: boolean;
  /** Values that must never be shown: credentials and passwords of this call. */
  readonly secrets: readonly string[];
  attempts: number;
  /** True once an attempt of a write ended in the dark: whatever later attempts say, it may have taken effect. */
  uncertain: boolean;
}

export type Next = (request: Request, call: Call) => Promise<Response>;

/** One step of the way: looks at the request, calls `next` never, once or more often, returns a response or throws. */
export type Layer = (request: Request, next: Next, call: Call) => Promise<Response>;

/** A user's own step: the same without the bookkeeping. Runs once per attempt, inside the retry. */
export type Middleware = (
  request: Request,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

/** For error constructors. */
export function siteOf(call: Call): CallSite {
  return {
    ...(call.operationId ? { operationId: call.operationId } : {}),
    method: call.method,
    url: call.url,
    attempts: call.attempts,
  };
}

/** What a failure after sending means for the caller: a read has no effect to be unsure of. */
export function outcomeAfterSending(call: Call): Outcome {
  return call.readsOnly ? 'refused' : 'unknown';
}

/**
 * What an answered error means for the caller: 4xx and a 503 with a waiting time say that nothing was done; another 5xx
 * or a 408 on a write leaves it open, and so does an earlier attempt that ended in the dark.
 */
export function outcomeOfStatus(status: number, call: Call, waitMs: number | undefined): Outcome {
  if (call.readsOnly) return 'refused';
  if (call.uncertain || status === 408) return 'unknown';
  return status < 500 || (status === 503 && waitMs !== undefined) ? 'refused' : 'unknown';
}
