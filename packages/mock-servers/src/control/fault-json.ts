import type { Fault } from '../faults/fault.js';
import { FAULT_MEMBERS } from '../faults/fault-rules.js';
import type { FaultHandle } from '../faults/faults.js';
import { linearPattern } from '../faults/path-pattern.js';
import { refuseUnknown } from '../input/nearest.js';

/** A fault as JSON: the library's, with `pathPattern` for a `path` that is a pattern. Rejects with a RangeError. */
export async function readFault(value: unknown): Promise<Fault> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError('a fault is a JSON object');
  }
  for (const name of Object.keys(value)) {
    refuseUnknown(name, [...FAULT_MEMBERS, 'pathPattern'], 'a fault has no member');
  }
  const { pathPattern, ...fault } = value as Fault & { pathPattern?: unknown };
  if (pathPattern === undefined) return fault;
  if (typeof pathPattern !== 'string') throw new RangeError('pathPattern must be a text');
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
