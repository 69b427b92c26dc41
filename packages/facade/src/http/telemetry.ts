/** What is told of a call to whoever traces it: nothing that names a person, a record or a server. */
export interface TracedCall {
  /** The spec's operationId. */
  readonly operationId?: string | undefined;
  readonly method: string;
  /** The path without its values: `/api/v1/users/{userId}`. */
  readonly template: string;
  /** How often it was sent so far. */
  readonly attempts: number;
}

/** Runs each call, and sees how it ends. `signal` says that the caller no longer waits, whatever becomes of the work. */
export type Telemetry = <Outcome extends { readonly response: { readonly status: number } }>(
  call: TracedCall,
  work: () => Promise<Outcome>,
  signal: AbortSignal,
) => Promise<Outcome>;
