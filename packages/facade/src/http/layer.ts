import type { CallSite, Outcome } from '../errors.js';
import type { Bytes } from './bytes.js';
import type { Limit } from './limit.js';

/** A request on its way, as plain data: making a `Request` of it would cost more than all else that is done here. */
export interface Sending {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Bytes | undefined;
}

/** What is used of Headers. */
interface AnsweredHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(look: (value: string, name: string) => void): void;
}

/** An answer that was read to its end. */
export interface Answered {
  /** 0 for a redirect that the runtime hides. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: AnsweredHeaders;
  /** Empty where there is no body. */
  readonly bytes: Bytes;
}

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
  /** Ends the call when its caller aborts, and when its time is up. */
  readonly limit: Limit;
  readonly timeoutMs: number;
  /** When the whole call, waits included, must be over: milliseconds of the client's clock. */
  readonly deadlineAt: number;
  readonly retry: boolean;
  /** Where the secrets are that must never be shown: credentials in the headers, and values of the body. */
  readonly confidential: {
    readonly headers: Readonly<Record<string, string>>;
    readonly values: readonly string[];
  };
  attempts: number;
  /** True once an attempt of a write ended in the dark: whatever later attempts say, it may have taken effect. */
  uncertain: boolean;
}

export type Next = (request: Sending, call: Call) => Promise<Answered>;

/** One step of the way: looks at the request, calls `next` never, once or more often, returns an answer or throws. */
export type Layer = (request: Sending, next: Next, call: Call) => Promise<Answered>;

/** A user's own step, of the platform's types. Runs once per attempt, inside the retry. */
export type Middleware = (
  request: Request,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

export function isOk({ status }: Pick<Answered, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** For error constructors. */
export function siteOf({ operationId, method, url, attempts }: Call): CallSite {
  return { ...(operationId ? { operationId } : {}), method, url, attempts };
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
