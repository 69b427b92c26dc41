import type { Call, Next } from './layer.js';
import { networkError } from './network-error.js';
import { type Incoming, readAnswer } from './read-answer.js';

/** What a transport is told of a request beside its address. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
}

/** A function of `fetch`'s shape, such as `fetch` itself. It must not follow redirects when `redirect` is 'manual'. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** Where a transport of ours answers without making a `Response`, which costs more than the rest of an answer. */
export const DIRECT: unique symbol = Symbol('direct');
type Direct = (url: string, init: FetchInit) => Promise<Incoming>;

/** The last step: one request on the wire, its answer read to the end, at most `maxBodyBytes` of it. */
export function transport(fetch: Fetch, maxBodyBytes: number): Next {
  const send: Direct = (fetch as Fetch & { [DIRECT]?: Direct })[DIRECT] ?? (fetch as Direct);
  return async ({ url, method, headers, body = null }, call: Call) => {
    const { signal } = call.limit;
    let response: Incoming;
    try {
      response = await send(url, { method, headers: { ...headers }, body, signal, redirect: 'manual' });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw networkError(error, call);
    }
    return readAnswer(response, call, maxBodyBytes);
  };
}
