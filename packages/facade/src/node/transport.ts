import type { Dispatcher } from 'undici';
import { DIRECT, type Incoming, PROXY } from '../http/layers/transport.js';
import type { FetchInit } from '../http/types.js';
import { checkOptions } from '../util/check-options.js';
import { ACCEPTED_ENCODINGS } from './decompress.js';
import { dispatch } from './dispatch.js';
import { beforeSending, createDispatcher, markTunnel } from './dispatcher.js';
import { type NodeTransportOptions, transportRules } from './options.js';
import { readTlsFiles } from './pem.js';
import { checkedProxy } from './proxy.js';

/** Give it to a client as `fetch`. It holds connections open: `close` it when no client uses it any more. */
export interface NodeTransport {
  (url: string | URL, init?: Partial<FetchInit>): Promise<Response>;
  /** Waits for the calls in flight and closes all connections. */
  close(): Promise<void>;
}

/**
 * A transport of its own for Node: private CA, client certificate, proxy and a cap on connections, without touching
 * anything process-wide. Needs the package `undici` 7. Redirects are never followed; compression is asked for with every
 * request, also beside `Range`, and undone while the body streams.
 * @throws InvalidInputError for a proxy that is no http(s) address, PEM that cannot be read, or a number that is none.
 * @example
 * const transport = nodeTransport({ ca: readFileSync('company-ca.pem') });
 * const iq = createIq({ baseUrl: 'https://iq.example.com', auth, fetch: transport });
 */
export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  checkOptions('the options of nodeTransport', options, transportRules);
  const files = readTlsFiles(options);
  const proxy = options.proxy === undefined ? undefined : checkedProxy(options.proxy);
  const dispatcher = createDispatcher(options, files, proxy);
  let closed = false;
  const direct = async (url: string | URL, init: Partial<FetchInit>): Promise<Incoming> => {
    const { method = 'GET', body = null, signal } = init;
    if (closed) throw beforeSending(new Error('the Node transport was closed'));
    signal?.throwIfAborted();
    const { origin, pathname, search } = new URL(url);
    const headers = { 'accept-encoding': ACCEPTED_ENCODINGS, ...init.headers };
    const request = {
      origin,
      path: pathname + search,
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
    };
    try {
      return await dispatch(dispatcher, request, signal);
    } catch (error) {
      throw proxy ? markTunnel(error, proxy) : error;
    }
  };
  const close = async () => {
    if (closed) return;
    closed = true;
    await dispatcher.close();
  };
  const transport = async (url: string | URL, init: Partial<FetchInit> = {}) =>
    toResponse(await direct(url, { ...init, headers: recordOf(init.headers) }));
  return Object.assign(transport, { close, [DIRECT]: direct, ...(proxy ? { [PROXY]: proxy.origin } : {}) });
}

/** Code that is not ours may give what `fetch` takes: a `Headers` or pairs, of which a spread would keep none. */
function recordOf(given: Partial<FetchInit>['headers'] = {}): Record<string, string> {
  if (!(Symbol.iterator in given)) return given;
  return Object.fromEntries(new Headers(given as unknown as [string, string][]));
}

/** For code that is not ours. Its stream reads on demand only. */
function toResponse({ status, headers, body }: Incoming): Response {
  const list: [string, string][] = [];
  headers.forEach((value, name) => {
    list.push([name, value]);
  });
  if (!body) return new Response(null, { status, headers: list });
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value } = await reader.read();
      if (value) controller.enqueue(value);
      else controller.close();
    },
    cancel: async () => void (await reader.cancel()),
  });
  return new Response(stream, { status, headers: list });
}
