import { setTimeout as delay } from 'node:timers/promises';

/** What goes wrong, and for which requests. Every condition given must hold; none means every request. */
export interface Fault {
  operationId?: string;
  /** Case does not matter. */
  method?: string;
  /** The whole path without the query, or a pattern for it. */
  path?: string | RegExp;
  /** So many matching requests, then never again. Default 1, without limit when `probability` is given. */
  times?: number;
  /** 0 to 1, decided by the mock's `random`. Default 1. */
  probability?: number;
  /** Answer with this and leave the state as it is: the vendor's own code is not asked. */
  status?: number;
  /** Of the answer; without `status` they replace headers of the vendor's own answer. */
  headers?: Record<string, string>;
  /** Of the answer, objects as JSON; without `status` it replaces the body of the vendor's own answer. */
  body?: unknown;
  /** Milliseconds to wait before anything else happens. */
  latencyMs?: number;
  /** Cut the connection before the request takes effect. */
  resetBefore?: boolean;
  /** Let the request take effect, then cut the connection instead of answering. */
  resetAfter?: boolean;
  /** Announce the whole body, send half of it, then cut the connection. */
  truncate?: boolean;
}

export interface FaultHandle {
  /** How many requests it has hit. */
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  /** Throws RangeError for values that make no sense. The first fault added that matches a request wins. */
  add(fault: Fault): FaultHandle;
  clear(): void;
}

/** `reset`: no answer at all. `truncated`: half of the body. */
export interface Answer {
  response: Response;
  delivery: 'whole' | 'truncated' | 'reset';
}

interface Armed extends FaultHandle {
  fault: Fault;
  hits: number;
  left: number;
}

export interface FaultInjector extends Faults {
  /** The fault that hits this request, counted as used. */
  take(request: Request, operationId: string | undefined): Fault | undefined;
}

export function createFaults(random: () => number): FaultInjector {
  const armed = new Set<Armed>();
  return {
    add(fault) {
      check(fault);
      const left = fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      const entry: Armed = { fault, left, hits: 0, remove: () => armed.delete(entry) };
      armed.add(entry);
      return entry;
    },
    clear: () => armed.clear(),
    take(request, operationId) {
      for (const entry of armed) {
        const { fault } = entry;
        if (!matches(fault, request, operationId) || random() >= (fault.probability ?? 1)) continue;
        entry.hits += 1;
        entry.left -= 1;
        if (entry.left <= 0) armed.delete(entry);
        return fault;
      }
      return undefined;
    },
  };
}

/** Lets the fault happen around the vendor's answer. */
export async function applyFault(
  fault: Fault,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Answer> {
  await wait(fault.latencyMs, request);
  if (fault.resetBefore) return { response: new Response(), delivery: 'reset' };
  const response = fault.status === undefined ? overlay(await answer(), fault) : synthetic(fault);
  return { response, delivery: fault.resetAfter ? 'reset' : fault.truncate ? 'truncated' : 'whole' };
}

/** Milliseconds; ends at once, with the signal's own reason, when the client gives up. */
export async function wait(ms: number | undefined, { signal }: Request): Promise<void> {
  if (!ms) return;
  await delay(ms, undefined, { signal }).catch((error) => {
    throw signal.aborted ? signal.reason : error;
  });
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

function synthetic({ status, headers, body }: Fault): Response {
  return new Response(text(body), { status: status as number, headers: headersOf(body, headers) });
}

function overlay(response: Response, { headers, body }: Fault): Response {
  if (headers === undefined && body === undefined) return response;
  const merged = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers ?? {})) merged.set(name, value);
  const { status, statusText } = response;
  return new Response(body === undefined ? response.body : text(body), {
    status,
    statusText,
    headers: merged,
  });
}

function text(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function headersOf(body: unknown, headers: Record<string, string> | undefined): Headers {
  const all = new Headers(headers);
  if (typeof body === 'object' && !all.has('content-type')) all.set('content-type', 'application/json');
  return all;
}

function check({ times, probability, status, latencyMs, body }: Fault): void {
  if (times !== undefined && !(times >= 1)) throw new RangeError(`times must be at least 1, not ${times}`);
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new RangeError(`probability must be between 0 and 1, not ${probability}`);
  }
  if (latencyMs !== undefined && !(latencyMs >= 0)) {
    throw new RangeError(`latencyMs must be 0 or more, not ${latencyMs}`);
  }
  if (status === undefined) return;
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`status must be a whole number between 200 and 599, not ${status}`);
  }
  if (body !== undefined && [204, 205, 304].includes(status)) {
    throw new RangeError(`a ${status} answer has no body`);
  }
}
