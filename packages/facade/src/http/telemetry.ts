/** What a tracer is told of a call. Nothing in it names a person, a record or a server. */
export interface TracedCall {
  /** The spec's operationId. */
  readonly operationId?: string | undefined;
  readonly method: string;
  /** The path without its values: `/api/v1/users/{userId}`. */
  readonly template: string;
  /** How often it was sent so far. */
  readonly attempts: number;
}

/** One call while it is traced. */
export interface CallTrace {
  /** Calls `send` at once with what it is given, so that whatever it traces stands beneath this call. */
  carry<Given extends unknown[], Sent>(
    send: (...given: Given) => Promise<Sent>,
    ...given: Given
  ): Promise<Sent>;
  /** Told once, when the caller has its result. `status` is the response's. */
  succeeded(status: number): void;
  /** Told once, when the caller has its error: a refusal, a timeout or an abort too, even while the work goes on. */
  failed(error: unknown): void;
}

/**
 * Called at the beginning of each call. What it or its trace throws changes no call, and is told once as a warning of the
 * process.
 */
export type Telemetry = (call: TracedCall) => CallTrace;
