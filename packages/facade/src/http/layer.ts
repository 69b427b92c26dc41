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
