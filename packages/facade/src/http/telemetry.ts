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

/** Runs each call, and sees how it ends. `signal` aborts when the caller stops waiting, even if the work goes on. */
export type Telemetry = <Outcome extends { readonly response: { readonly status: number } }>(
  call: TracedCall,
  work: () => Promise<Outcome>,
  signal: AbortSignal,
) => Promise<Outcome>;
