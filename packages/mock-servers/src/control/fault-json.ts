import type { Fault } from '../faults/fault.js';
import type { FaultHandle } from '../faults/faults.js';
import { linearPattern } from '../faults/path-pattern.js';
import { refuseUnknown } from '../input/nearest.js';

const TYPES = {
  operationId: 'string',
  method: 'string',
  path: 'string',
  pathPattern: 'string',
  times: 'number',
  probability: 'number',
  seed: 'number',
  status: 'number',
  headers: 'object',
  contentType: 'string',
  body: 'any',
  latencyMs: 'number',
  slowBodyMs: 'number',
  resetBefore: 'boolean',
  resetAfter: 'boolean',
  truncate: 'boolean',
  task: 'string',
  taskState: 'string',
} as const satisfies Record<keyof Fault | 'pathPattern', string>;

/** A fault as JSON: the library's, with `pathPattern` for a `path` that is a pattern. Rejects with a RangeError. */
export async function readFault(value: unknown): Promise<Fault> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError('a fault is a JSON object');
  }
  for (const [name, given] of Object.entries(value)) {
    refuseUnknown(name, Object.keys(TYPES), 'a fault has no member');
    const type = TYPES[name as keyof typeof TYPES];
    if (type !== 'any' && typeof given !== type) throw new RangeError(`${name} must be a ${type}`);
  }
  const { pathPattern, ...fault } = value as Fault & { pathPattern?: string };
  if (fault.headers !== undefined) checkHeaders(fault.headers);
  if (pathPattern === undefined) return fault;
  if (fault.path !== undefined) throw new RangeError('path and pathPattern are given, one of them is enough');
  return { ...fault, path: await linearPattern(pathPattern) };
}

/** The other way: what `GET /__rollcall/faults` lists. A `left` without a limit is null. */
export function showFault({ id, hits, left, fault }: FaultHandle): Record<string, unknown> {
  const { path, ...rest } = fault;
  return {
    id,
    hits,
    left: Number.isFinite(left) ? left : null,
    fault: {
      ...rest,
      ...(typeof path === 'string' && { path }),
      ...(typeof path === 'object' && { pathPattern: path.source }),
    },
  };
}

function checkHeaders(headers: Record<string, unknown>): void {
  if (
    headers === null ||
    Array.isArray(headers) ||
    Object.values(headers).some((one) => typeof one !== 'string')
  ) {
    throw new RangeError('headers must be an object of strings');
  }
  try {
    new Headers(headers as Record<string, string>);
  } catch {
    throw new RangeError('headers holds a name or a value that no header can have');
  }
}
