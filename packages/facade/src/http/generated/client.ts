import { InvalidInputError } from '../../errors.js';
import { loadedOnce } from '../../util/loaded-once.js';
import { addressOf, type OperationOptions, type RequestBase } from '../request.js';
import type { Send } from '../send.js';
import type { CreateClient } from '../types.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'connect'] as const;

/**
 * A client for generated functions that callers use by themselves. It is the generated one, loaded when it is first
 * used, sending by our pipeline. Its interceptors see these calls only; `middleware` sees all.
 */
export function clientForCallers(
  base: RequestBase,
  { media, generated }: { media: 'json' | 'xml'; generated: () => Promise<{ createClient: CreateClient }> },
  send: Send,
): unknown {
  const interceptors = {
    request: new Interceptors(),
    response: new Interceptors(),
    error: new Interceptors(),
  };
  const client = loadedOnce(async () => {
    const [{ createClient }, { bridge }] = await Promise.all([generated(), import('./bridge.js')]);
    return bridge(createClient, base, media, interceptors, send);
  });
  const request = async (options: object) => (await client()).request(withNamedHeaders(options));
  const fixed = () => {
    throw new InvalidInputError('the client of a facade is set up by the options it was made with');
  };
  const noEvents = async () => {
    throw new InvalidInputError('this vendor documents no event streams');
  };
  return {
    ...verbs((method) => (options: object) => request({ ...options, method: method.toUpperCase() })),
    request,
    interceptors,
    buildUrl: (operation: OperationOptions) => addressOf(base.baseUrl, operation),
    getConfig: () => ({ baseUrl: base.baseUrl, headers: { ...base.headers } }),
    setConfig: fixed,
    sse: verbs(() => noEvents),
  };
}

/** The generated client takes a list of tuples, which its types allow, for a record whose names are numbers. */
function withNamedHeaders(options: { readonly headers?: unknown }): object {
  const { headers } = options;
  if (!Array.isArray(headers)) return options;
  return { ...options, headers: Object.fromEntries(headers as [string, string][]) };
}

function verbs<Verb>(make: (method: string) => Verb): Record<string, Verb> {
  return Object.fromEntries(METHODS.map((method) => [method, make(method)]));
}

/** The same as the generated client's, which takes over `fns` when it is loaded. */
class Interceptors {
  readonly fns: unknown[] = [];

  use(fn: unknown): number {
    return this.fns.push(fn) - 1;
  }

  getInterceptorIndex(id: unknown): number {
    const index = typeof id === 'number' ? id : this.fns.indexOf(id);
    return this.fns[index] ? index : -1;
  }

  exists(id: unknown): boolean {
    return this.getInterceptorIndex(id) >= 0;
  }

  update(id: unknown, fn: unknown): unknown {
    const index = this.getInterceptorIndex(id);
    if (index < 0) return false;
    this.fns[index] = fn;
    return id;
  }

  eject(id: unknown): void {
    this.update(id, null);
  }

  clear(): void {
    this.fns.length = 0;
  }
}
