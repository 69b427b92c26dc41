import type { OperationId, Vendor } from '../vendor/vendors.js';
import type { PathPattern } from './path-pattern.js';

/** What goes wrong, and for which requests. Every condition given must hold; none means every request. */
export interface Fault<V extends Vendor = Vendor> {
  operationId?: OperationId<V>;
  /** Case does not matter. */
  method?: string;
  /** The whole path without the query, or a pattern for it, such as a `RegExp`. */
  path?: string | PathPattern;
  /** So many matching requests, then never again. Default 1, without limit when `probability` is given. */
  times?: number;
  /** 0 to 1, decided by the mock's `random`, or by `seed`. Default 1. */
  probability?: number;
  /** A whole number: the requests that `probability` picks are the same in every run. */
  seed?: number;
  /** Answer with this and leave the state as it is: the vendor's own code is not asked. */
  status?: number;
  /** Of the answer; without `status` they replace headers of the vendor's own answer. */
  headers?: Record<string, string>;
  /** The answer's `Content-Type`, true to its body or not. */
  contentType?: string;
  /** Of the answer, objects as JSON; without `status` it replaces the body of the vendor's own answer. */
  body?: unknown;
  /** Milliseconds to wait before anything else happens. */
  latencyMs?: number;
  /** Milliseconds over which the body trickles in; the headers come at once. */
  slowBodyMs?: number;
  /** Cut the connection before the request takes effect. */
  resetBefore?: boolean;
  /** Let the request take effect, then cut the connection instead of answering. */
  resetAfter?: boolean;
  /** Announce the whole body, send half of it, then cut the connection. */
  truncate?: boolean;
  /**
   * How the task ends that the request starts (QRadar's deletions, searches for dependents and deploys): `stuck`
   * never, `failed` without effect, `unknown` in a state that no document names. The request itself is answered as
   * ever, so only the conditions and `taskState` go with it. It is used up by requests that start a task.
   */
  task?: 'stuck' | 'failed' | 'unknown';
  /** The state a `failed` or `unknown` task ends in. Default: the vendor's own for a failure, `SUSPENDED`. */
  taskState?: string;
}
