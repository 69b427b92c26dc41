import type { Violation } from '../contract/violation.js';

/** One request and what became of it. */
export interface JournalEntry {
  /** Counts from 1 and goes on after a `reset`. */
  n: number;
  /** ISO 8601, by the mock's clock. */
  at: string;
  method: string;
  /** Path and query, secret parameters masked. */
  url: string;
  /** Absent for a route that the spec does not know. */
  operationId?: string;
  /** Absent when there was no answer: an injected fault cut the connection, or the client gave up. */
  status?: number;
  /** Milliseconds from the request's arrival to the answer, injected latency included. */
  ms: number;
  /** Credentials and cookies are masked. */
  requestHeaders: Record<string, string>;
  /** The first 4096 characters, passwords and tokens masked; absent without a body or an operation. */
  requestBody?: string;
  /** Cookies are masked; absent without an answer. */
  responseHeaders?: Record<string, string>;
  /** As `requestBody`; what the vendor answered, before a fault changed it. */
  responseBody?: string;
  /** What was wrong with the request or the response, by the spec. */
  violations?: readonly Violation[];
  /** An injected fault took part. */
  fault?: true;
}

/** Appends and forgets the oldest beyond `limit`, so that a long run needs constant memory. */
export function remember<T>(list: T[], entry: T, limit = 1000): void {
  list.push(entry);
  if (list.length > limit) list.shift();
}
