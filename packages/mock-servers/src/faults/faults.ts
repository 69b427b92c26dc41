import type { Vendor } from '../vendor/vendors.js';
import type { Fault } from './fault.js';
import { checkFault, type FaultRules } from './fault-rules.js';
import { seededRandom } from './random.js';

export interface FaultHandle {
  /** Unique in its mock. */
  readonly id: number;
  readonly fault: Fault;
  /** How many requests it has hit. */
  readonly hits: number;
  /** How many it may still hit; Infinity without a limit. */
  readonly left: number;
  remove(): void;
}

export interface Faults<V extends Vendor = Vendor> {
  /**
   * Throws RangeError for what no fault can be, with the nearest valid name. The first fault added that matches a request
   * wins.
   */
  add(fault: Fault<V>): FaultHandle;
  /** Those that may still hit, in the order in which they were added. */
  list(): readonly FaultHandle[];
  clear(): void;
}

export interface FaultInjector extends Faults {
  /**
   * The fault that hits this request, counted as used. With `task` only faults of tasks are looked at, without it only
   * the others.
   */
  take(request: Request, operationId: string | undefined, kind?: 'task'): Fault | undefined;
}

interface Armed extends FaultHandle {
  hits: number;
  left: number;
  random: () => number;
}

export function createFaults(random: () => number, rules: FaultRules): FaultInjector {
  const armed = new Set<Armed>();
  let lastId = 0;
  return {
    add(given) {
      checkFault(given, rules);
      const fault = { ...given };
      lastId += 1;
      const entry: Armed = {
        id: lastId,
        fault,
        left: fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY),
        hits: 0,
        random: fault.seed === undefined ? random : seededRandom(fault.seed),
        remove: () => armed.delete(entry),
      };
      armed.add(entry);
      return entry;
    },
    list: () => [...armed],
    clear: () => armed.clear(),
    take(request, operationId, kind) {
      for (const entry of armed) {
        const { fault } = entry;
        if ((fault.task !== undefined) !== (kind === 'task')) continue;
        if (!matches(fault, request, operationId)) continue;
        if (fault.probability !== undefined && entry.random() >= fault.probability) continue;
        entry.hits += 1;
        entry.left -= 1;
        if (entry.left <= 0) armed.delete(entry);
        return fault;
      }
      return undefined;
    },
  };
}

function matches(
  { operationId, method, path }: Fault,
  request: Request,
  actual: string | undefined,
): boolean {
  if (operationId !== undefined && operationId !== actual) return false;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  const { pathname } = new URL(request.url);
  return typeof path === 'string' ? path === pathname : pathname.search(path) !== -1;
}
