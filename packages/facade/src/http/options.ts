import type { Clock } from '../util/clock.js';
import type { RetryEvent, RetryOptions } from './layers/retry.js';
import type { Telemetry } from './telemetry.js';
import type { Fetch, Middleware } from './types.js';

/** Options that every client of this package takes beside its vendor's own. */
export interface ConnectionOptions {
  /** Where the vendor's server is, such as `https://qradar.example.com`. A path in front of the API is kept. */
  readonly baseUrl: string | URL;
  /** Milliseconds for one attempt, the reading of the answer included: above 0. Default 30,000. Ends in a `TimeoutError`. */
  readonly timeoutMs?: number;
  /** Milliseconds for one call with all its attempts and waits. Default 120,000. */
  readonly deadlineMs?: number;
  /** How failed calls are sent again when that is safe; `false` sends everything once. */
  readonly retry?: RetryOptions | false;
  /** Told before each wait. An error it throws is ignored, and told once as a warning of the process. */
  readonly onRetry?: (event: RetryEvent) => void;
  /** Largest answer that is read, in bytes after decompression. Default 33,554,432 (32 MiB). */
  readonly maxBodyBytes?: number;
  /** Most calls of this client in flight at once; the rest wait in order. Default: no limit. */
  readonly maxInFlight?: number;
  /** Headers for every call; `null` takes one of ours out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /**
   * Your own steps, run once per attempt of every call, first one outermost. They see the credential; interceptors of
   * `client` do not, and see only the calls made with it.
   */
  readonly middleware?: readonly Middleware[];
  /**
   * What sends a request: a function that is called like `fetch`, with the address as a text and `{ method, headers, body,
   * signal, redirect: 'manual' }`, and gives a `Response`. It has to leave redirects alone. Default: the global `fetch`.
   */
  readonly fetch?: Fetch;
  /** Allow plain http to other machines than this one. Default false: the credential would travel unencrypted. */
  readonly allowInsecureHttp?: boolean;
  /**
   * Go on although `NODE_TLS_REJECT_UNAUTHORIZED=0` switches off the checks of certificates in this process. Default
   * false: a credential would go to whoever answers. For a private CA use `nodeTransport({ ca })`.
   */
  readonly allowUnverifiedTls?: boolean;
  /**
   * One line per answered call. Never sees bodies or secrets. An error it throws is ignored, and told once as a warning
   * of the process.
   */
  readonly logger?: (entry: LogEntry) => void;
  /** Traces and measures each call: `openTelemetry()` of `@rollcall/facade/otel`. */
  readonly telemetry?: Telemetry;
  /**
   * Check every answer against the vendor's spec in full, fields unknown to it let through; a breach is a ProtocolError
   * that names the field. Default false: its outline only. Loads the vendor's validators (gzipped 1 to 3 kB). Qualys'
   * answers are always checked in full.
   */
  readonly validate?: boolean;
  /** Time and chance, for tests. */
  readonly clock?: Clock;
}

/** What the logger is told of a call when it is over, however it ended. Bodies and secrets are never in it. */
export interface LogEntry {
  /** The spec's operationId, where the call came from a generated function: all verbs do. */
  readonly operationId?: string;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The whole address: with ids, names and filters, so it may say who somebody is. */
  readonly url: string;
  /** The HTTP status of the last answer. Undefined when none came: a network error, a timeout, an abort. */
  readonly status?: number;
  /** How often the request was sent, from 1; 0 when it was not. */
  readonly attempts: number;
  /** Milliseconds from the first attempt to the end, waits included. */
  readonly ms: number;
  /** Only headers known to be harmless: content type and range, retry and rate limit headers, `Deprecated`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once with the signal's own reason, waits included; no request is sent afterwards. */
  readonly signal?: AbortSignal;
  /** Overrides the client's `timeoutMs` for this call. */
  readonly timeoutMs?: number;
  /** Overrides the client's `deadlineMs` for this call. */
  readonly deadlineMs?: number;
  /** `false` sends this call once. */
  readonly retry?: false;
  /** Headers for this call; `null` takes one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}
