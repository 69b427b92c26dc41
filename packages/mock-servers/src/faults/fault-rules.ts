import { METHODS } from 'node:http';
import { refuseUnknown } from '../input/nearest.js';
import {
  boolean,
  duration,
  headerValue,
  isHeader,
  type OptionRule,
  object,
  oneOf,
  shown,
} from '../input/options.js';
import type { Vendor } from '../vendor/vendors.js';
import type { Fault } from './fault.js';

/** What a fault of one vendor may say. */
export interface FaultRules {
  vendor: Vendor;
  operationIds: readonly string[];
  /** Whether this vendor starts any tasks. */
  hasTasks: boolean;
}

const text: OptionRule = { wanted: 'a text', fits: (value) => typeof value === 'string' && value !== '' };

const MEMBERS: Readonly<Record<keyof Fault, OptionRule>> = {
  operationId: text,
  method: {
    wanted: 'a method such as GET',
    fits: (value) => typeof value === 'string' && METHODS.includes(value.toUpperCase()),
  },
  path: {
    wanted: 'a path that begins with a slash, without a query, or a pattern',
    fits: (value) => (typeof value === 'string' ? /^\/[^?#]*$/.test(value) : isPattern(value)),
  },
  times: {
    wanted: 'at least 1',
    fits: (value) =>
      typeof value === 'number' && value >= 1 && (Number.isInteger(value) || value === Infinity),
  },
  probability: {
    wanted: 'between 0 and 1',
    fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  seed: { wanted: 'a whole number', fits: Number.isInteger },
  status: {
    wanted: 'a whole number between 200 and 599',
    fits: (value) => Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599,
  },
  headers: {
    wanted: 'an object of texts, without a name or a value that no header can have',
    fits: (value) =>
      object().fits(value) &&
      Object.entries(value as object).every(([name, one]) => typeof one === 'string' && isHeader(name, one)),
  },
  contentType: headerValue,
  body: { wanted: 'a text or what JSON can say', fits: isJson },
  latencyMs: duration,
  slowBodyMs: duration,
  resetBefore: boolean,
  resetAfter: boolean,
  truncate: boolean,
  task: { ...oneOf('stuck', 'failed', 'unknown'), wanted: 'stuck, failed or unknown' },
  taskState: text,
};

export const FAULT_MEMBERS = Object.keys(MEMBERS);

const CONDITIONS = ['operationId', 'method', 'path', 'times', 'probability', 'seed'];
const OF_TASKS = ['task', 'taskState'];

/** @throws RangeError for an unknown member or operation, with the nearest, and for values that make no sense. */
export function checkFault(fault: Fault, { hasTasks, operationIds, vendor }: FaultRules): void {
  if (typeof fault !== 'object' || fault === null || Array.isArray(fault)) {
    throw new RangeError(`a fault is an object, not ${shown(fault)}`);
  }
  const given = Object.entries(fault).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    refuseUnknown(name, FAULT_MEMBERS, 'a fault has no member');
    const { fits, wanted } = MEMBERS[name as keyof Fault];
    if (!fits(value)) throw new RangeError(`${name} must be ${wanted}, not ${shown(value)}`);
  }
  const { operationId, probability, seed, status, body, task, taskState } = fault;
  if (operationId !== undefined) refuseUnknown(operationId, operationIds, `${vendor} has no operation`);
  if (seed !== undefined && probability === undefined) {
    throw new RangeError('seed needs probability: it fixes which requests that picks');
  }
  const effects = given.map(([name]) => name).filter((name) => !CONDITIONS.includes(name));
  if (effects.length === 0) {
    const known = FAULT_MEMBERS.filter((name) => !CONDITIONS.includes(name) && name !== 'taskState');
    throw new RangeError(`a fault needs what happens: ${known.join(', ')}`);
  }
  if (task !== undefined && !hasTasks) {
    throw new RangeError('task is for a vendor that works in tasks, and this one has none');
  }
  if (taskState !== undefined && (task === undefined || task === 'stuck')) {
    throw new RangeError('taskState needs task: "failed" or "unknown"');
  }
  const other = effects.find((name) => !OF_TASKS.includes(name));
  if (task !== undefined && other !== undefined) {
    throw new RangeError(
      `task and ${other} are two faults: the request that starts a task is answered as ever`,
    );
  }
  if (body !== undefined && status !== undefined && [204, 205, 304].includes(status)) {
    throw new RangeError(`a ${status} answer has no body`);
  }
}

function isPattern(value: unknown): boolean {
  return typeof (value as RegExp | null)?.[Symbol.search] === 'function';
}

function isJson(value: unknown): boolean {
  try {
    return typeof value === 'string' || JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
