/**
 * What is known about the effect of a call that failed.
 * - `not-sent`: the server never saw the request; sending it again is safe.
 * - `refused`: the server answered that it did nothing (or the call only reads).
 * - `unknown`: a write may or may not have happened; look before you send it again.
 */
export type Outcome = 'not-sent' | 'refused' | 'unknown';

/** Where a failed call went: the HTTP method, the address without credentials, and how often it was tried. */
export interface CallSite {
  /** The spec's operationId, where the call came from a generated function. */
  readonly operationId?: string;
  readonly method: string;
  readonly url: string;
  readonly attempts: number;
}

interface CallErrorOptions extends ErrorOptions {
  readonly site: CallSite;
  readonly outcome: Outcome;
  readonly transient?: boolean;
}

/** Base class of every error this package makes. Aborts and timeouts are the platform's own and are not of this class. */
export class RollcallError extends Error {
  override name = 'RollcallError';
}

/** Bad input, refused before anything is sent. The message names the field and what was expected, never a secret. */
export class InvalidInputError extends RollcallError {
  override name = 'InvalidInputError';
  readonly outcome = 'not-sent' satisfies Outcome;
}

/** Base of the errors that belong to one call on the wire. */
export class CallError extends RollcallError {
  override name = 'CallError';
  declare readonly operationId?: string;
  readonly method: string;
  readonly url: string;
  readonly attempts: number;
  readonly outcome: Outcome;
  /** True when the cause may pass by itself, so that the same call may succeed later. */
  readonly transient: boolean;
  /**
   * Work that the server had begun before this call failed, and goes on with: QRadar's delete task or deploy, in its
   * last known state.
   */
  declare readonly task?: unknown;

  constructor(message: string, { site, outcome, transient = false, ...options }: CallErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.transient = transient;
    if (site.operationId) this.operationId = site.operationId;
    this.method = site.method;
    this.url = site.url;
    this.attempts = site.attempts;
    this.outcome = outcome;
  }
}

export interface HttpErrorOptions<Body> extends CallErrorOptions {
  readonly status: number;
  readonly body: Body;
  readonly vendorCode?: string | undefined;
  readonly traceId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/**
 * The server answered with an error: a status outside 2xx, or for Qualys a 200 whose `responseCode` is not SUCCESS.
 * `status` says what happened; there is no class per status.
 */
export class HttpError<Body = unknown> extends CallError {
  override name = 'HttpError';
  readonly status: number;
  /** The vendor's own error code as a string: QRadar `code`, Qlik `errors[0].code`, Qualys `responseCode`. */
  declare readonly vendorCode?: string;
  /** Qlik's `traceId`, for its support. */
  declare readonly traceId?: string;
  /** How long the server asked to wait, in milliseconds, from `Retry-After` or `X-RateLimit-ToWait-Sec`. */
  declare readonly retryAfterMs?: number;
  /** The `Content-Range` of a 416, which says where the list ends. Not enumerable. */
  declare readonly contentRange?: string;
  /** The parsed answer, or its text (at most 1 kB of it when it is not the vendor's format). Secrets of the call are blotted out. */
  readonly body: Body;

  constructor(message: string, options: HttpErrorOptions<Body>) {
    super(message, options);
    this.status = options.status;
    this.body = options.body;
    if (options.vendorCode !== undefined) this.vendorCode = options.vendorCode;
    if (options.traceId !== undefined) this.traceId = options.traceId;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** No usable answer came: refused connection, reset, TLS failure. `cause` is what the platform said. */
export class NetworkError extends CallError {
  override name = 'NetworkError';
  declare readonly outcome: 'not-sent' | 'unknown';
}

/**
 * An answer that breaks the contract: HTML for JSON, a bad Content-Range, an unknown task status, a redirect to
 * another origin. `body` holds at most 1 kB of what came.
 */
export class ProtocolError extends CallError {
  override name = 'ProtocolError';
  declare readonly status?: number;
  declare readonly body?: string;

  constructor(
    message: string,
    options: CallErrorOptions & { status?: number | undefined; body?: string | undefined },
  ) {
    super(message, options);
    if (options.status !== undefined) this.status = options.status;
    if (options.body !== undefined) this.body = options.body;
  }
}

/** Some of a call took effect and some did not (Qlik PATCH 207; bulk verbs). `results` tells them apart. */
export class PartialFailureError<Result = unknown> extends RollcallError {
  override name = 'PartialFailureError';
  readonly results: Result;
  /** A part took effect: look before you send it again. */
  readonly outcome = 'unknown' satisfies Outcome;
  declare readonly status?: number;
  declare readonly traceId?: string;

  constructor(
    message: string,
    results: Result,
    options: ErrorOptions & { traceId?: string | undefined; status?: number | undefined } = {},
  ) {
    super(message, options);
    this.results = results;
    if (options.status !== undefined) this.status = options.status;
    if (options.traceId !== undefined) this.traceId = options.traceId;
  }
}

/** A vendor's asynchronous task ended, and not in COMPLETED. `task` is the last state the vendor told. */
export class TaskFailedError<Task = unknown> extends RollcallError {
  override name = 'TaskFailedError';
  readonly task: Task;

  constructor(message: string, task: Task, options?: ErrorOptions) {
    super(message, options);
    this.task = task;
  }
}
