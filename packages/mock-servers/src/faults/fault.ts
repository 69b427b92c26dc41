import { refuseUnknown } from '../input/nearest.js';
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

const CONDITIONS = ['operationId', 'method', 'path', 'times', 'probability', 'seed', 'task', 'taskState'];

const MEMBERS = [
  'operationId',
  'method',
  'path',
  'times',
  'probability',
  'seed',
  'status',
  'headers',
  'contentType',
  'body',
  'latencyMs',
  'slowBodyMs',
  'resetBefore',
  'resetAfter',
  'truncate',
  'task',
  'taskState',
] as const satisfies readonly (keyof Fault)[];

/** What a fault of one vendor may say. */
export interface FaultRules {
  vendor: Vendor;
  operationIds: readonly string[];
  /** Whether this vendor starts any tasks. */
  hasTasks: boolean;
}

/** @throws RangeError for an unknown member or operation, and for values that make no sense. */
export function checkFault(fault: Fault, { hasTasks, operationIds, vendor }: FaultRules): void {
  for (const name of Object.keys(fault)) refuseUnknown(name, MEMBERS, 'a fault has no member');
  if (fault.operationId !== undefined) {
    refuseUnknown(fault.operationId, operationIds, `${vendor} has no operation`);
  }
  const { times, probability, seed, status, latencyMs, slowBodyMs, body, task, taskState } = fault;
  if (times !== undefined && !(times >= 1)) throw new RangeError(`times must be at least 1, not ${times}`);
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new RangeError(`probability must be between 0 and 1, not ${probability}`);
  }
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new RangeError(`seed must be a whole number, not ${seed}`);
  }
  for (const [name, ms] of Object.entries({ latencyMs, slowBodyMs })) {
    if (ms !== undefined && !(ms >= 0)) throw new RangeError(`${name} must be 0 or more, not ${ms}`);
  }
  if (task !== undefined) checkTask(fault, hasTasks);
  else if (taskState !== undefined) throw new RangeError('taskState needs task: "failed" or "unknown"');
  if (status === undefined) return;
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`status must be a whole number between 200 and 599, not ${status}`);
  }
  if (body !== undefined && [204, 205, 304].includes(status)) {
    throw new RangeError(`a ${status} answer has no body`);
  }
}

function checkTask(fault: Fault, hasTasks: boolean): void {
  if (!hasTasks) throw new RangeError('task is for a vendor that works in tasks, and this one has none');
  if (!['stuck', 'failed', 'unknown'].includes(fault.task as string)) {
    throw new RangeError(`task must be stuck, failed or unknown, not ${fault.task}`);
  }
  if (fault.task === 'stuck' && fault.taskState !== undefined) {
    throw new RangeError('taskState needs task: "failed" or "unknown"');
  }
  const other = Object.entries(fault).find(
    ([name, value]) => value !== undefined && !CONDITIONS.includes(name),
  );
  if (other !== undefined) {
    throw new RangeError(
      `task and ${other[0]} are two faults: the request that starts a task is answered as ever`,
    );
  }
}
