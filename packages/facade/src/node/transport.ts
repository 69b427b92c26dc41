import { Agent, buildConnector, type Dispatcher } from 'undici';
import { DIRECT, type Incoming, PROXY } from '../http/layers/transport.js';
import type { FetchInit } from '../http/types.js';
import {
  anything,
  checkOptions,
  milliseconds,
  type Rule,
  type Rules,
  wholeNumber,
} from '../util/check-options.js';
import { ACCEPTED_ENCODINGS } from './decompress.js';
import { dispatch } from './dispatch.js';
import { checkTlsFiles, type Pem, pem } from './pem.js';
import { checkedProxy, proxyAgent } from './proxy.js';

export interface NodeTransportOptions {
  /** The CA that signed the certificate of the server, or of an https proxy, as PEM, instead of the public ones. Names are verified all the same. */
  readonly ca?: Pem;
  /** A client certificate and its key, as PEM, for a server or gateway that asks for one. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** The name that the server's certificate must hold, when it is not the host of `baseUrl` (a tunnel, an address). */
  readonly servername?: string;
  /**
   * An http(s) proxy, `http://user:password@proxy.example.com:3128`, both percent-encoded. The tunnel's end is verified like
   * any server.
   */
  readonly proxy?: string | URL;
  /** Most connections to one origin at once, 1 to 10,000; further calls wait for one. Default 16. */
  readonly connections?: number;
  /** Milliseconds an idle connection is kept, unless the server says less. Default 4,000. */
  readonly keepAliveMs?: number;
}

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
  checkTlsFiles(options);
  const proxy = options.proxy === undefined ? undefined : checkedProxy(options.proxy);
  const dispatcher = createDispatcher(options, proxy);
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
    toResponse(await direct(url, init));
  return Object.assign(transport, { close, [DIRECT]: direct, ...(proxy ? { [PROXY]: proxy.origin } : {}) });
}

const aHostName: Rule = (value) =>
  typeof value === 'string' && /^[\w.-]+$/.test(value)
    ? undefined
    : 'a host name alone, such as qradar.example.com';

const transportRules: Rules<NodeTransportOptions> = {
  ca: pem('ca', 'CERTIFICATE'),
  cert: pem('client', 'CERTIFICATE'),
  key: pem('client-key', 'PRIVATE KEY'),
  servername: aHostName,
  proxy: anything, // has a check of its own
  connections: wholeNumber(1, 10_000),
  keepAliveMs: milliseconds(),
};

function createDispatcher(options: NodeTransportOptions, proxy: URL | undefined): Dispatcher {
  const { ca, cert, key, servername, connections = 16, keepAliveMs = 4000 } = options;
  const tls = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(servername ? { servername } : {}),
  };
  // Attempts are timed by the pipeline; two clocks would only disagree.
  const pool = {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!proxy) return new Agent({ ...pool, connect: connector(tls as object) });
  return proxyAgent(proxy, pool, tls, ca === undefined ? {} : { ca: ca as string });
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

/** Marks a failure as one from before anything was sent, which its code alone need not tell. */
function beforeSending<Failure extends Error>(error: Failure): Failure {
  return Object.assign(error, { connecting: true });
}

function connector(tls: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(tls);
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) callback(beforeSending(error), null);
      else callback(null, socket as NonNullable<typeof socket>);
    });
}

/** A failure before anything went through the tunnel; undici tells a refused one by its message only. */
function markTunnel(error: unknown, { origin }: URL): unknown {
  if (!(error instanceof Error)) return error;
  if (/^Proxy response/.test(error.message)) beforeSending(error);
  return Object.assign(error, { proxy: origin });
}
