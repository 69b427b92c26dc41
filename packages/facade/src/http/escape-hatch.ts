import { InvalidInputError } from '../errors.js';
import type { Exchange } from './exchange.js';
import { loadedOnce } from './loaded-once.js';
import { addressOf, type HeaderRecord, type Wish } from './request.js';

/** What we use of a generated client; each vendor package has its own copy of the type. */
export interface GeneratedClient {
  request(options: unknown): Promise<unknown>;
  readonly interceptors: { readonly [Kind in Stage]: { fns: unknown[] } };
}

// biome-ignore lint/suspicious/noExplicitAny: the generated packages' types are alike but not the same
export type CreateClient = (config: any) => GeneratedClient;

type Stage = 'request' | 'response' | 'error';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'connect'] as const;

/** Where calls by the escape hatch go, and with which headers. */
export interface Base {
  readonly baseUrl: string;
  readonly headers: HeaderRecord;
}

/**
 * A client for generated functions that callers use by themselves. It is the generated one, loaded when it is first
 * used, sending by our pipeline. Its interceptors see these calls only; `middleware` sees all.
 */
export function escapeHatch(
  base: Base,
  { media, generated }: { media: 'json' | 'xml'; generated: () => Promise<{ createClient: CreateClient }> },
  exchange: Exchange,
): unknown {
  const interceptors = {
    request: new Interceptors(),
    response: new Interceptors(),
    error: new Interceptors(),
  };
  const client = loadedOnce(async () => {
    const [{ createClient }, { bridge }] = await Promise.all([generated(), import('./bridge.js')]);
    return bridge(createClient, base, media, interceptors, exchange);
  });
  const request = async (options: object) => (await client()).request(options);
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
    buildUrl: (wish: Wish) => addressOf(base.baseUrl, wish),
    getConfig: () => ({ baseUrl: base.baseUrl, headers: { ...base.headers } }),
    setConfig: fixed,
    sse: verbs(() => noEvents),
  };
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
