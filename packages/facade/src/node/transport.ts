import type { Readable } from 'node:stream';
import { Agent, buildConnector, type Dispatcher, ProxyAgent, request as send } from 'undici';
import { InvalidInputError } from '../errors.js';
import { type ChunkReader, responseOf } from '../http/late-response.js';
import type { Fetch } from '../http/transport.js';
import { ACCEPTED_ENCODINGS, decompressed, discard } from './decompress.js';

type Pem = string | Buffer | readonly (string | Buffer)[];

export interface NodeTransportOptions {
  /** The CA that signed the server's certificate, as PEM, instead of the public ones. Names are verified all the same. */
  readonly ca?: Pem;
  /** A client certificate and its key, as PEM, for a server or gateway that asks for one. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** The name the certificate must hold, when it is not the host of `baseUrl` (a tunnel, an address). */
  readonly servername?: string;
  /** An http(s) proxy, `http://user:password@proxy.example.com:3128`. The tunnel's end is verified like any server. */
  readonly proxy?: string;
  /** Most connections to one origin at once; further calls wait for one. Default 16. */
  readonly connections?: number;
  /** Milliseconds an idle connection is kept, unless the server says less. Default 4,000. */
  readonly keepAliveMs?: number;
}

/** Give it to a client as `fetch`. It holds connections open: `close` it when no client uses it any more. */
export interface NodeTransport extends Fetch {
  /** Waits for the calls in flight and closes all connections. */
  close(): Promise<void>;
}

const NO_BODY = new Set([204, 205, 304]);

/**
 * A transport of its own for Node: private CA, client certificate, proxy and a cap on connections, without touching
 * anything process-wide. Needs the package `undici` 7. Redirects are never followed; compression is asked for with every
 * request, also beside `Range`, and undone while the body streams.
 * @throws InvalidInputError for a proxy that is no http(s) address, or a number that is none.
 */
export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const dispatcher = createDispatcher(options);
  let closed = false;
  const transport = async (request: Request, init: { signal?: AbortSignal } = {}): Promise<Response> => {
    const { signal } = init;
    if (closed) throw beforeSending(new Error('the Node transport was closed'));
    signal?.throwIfAborted();
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
    signal?.throwIfAborted();
    const headers = Object.fromEntries(request.headers);
    headers['accept-encoding'] ??= ACCEPTED_ENCODINGS;
    const options = { method: request.method as Dispatcher.HttpMethod, headers, body, dispatcher };
    try {
      return toResponse(
        request.method,
        await send(request.url, { ...options, ...(signal ? { signal } : {}) }),
      );
    } catch (error) {
      throw markTunnel(error);
    }
  };
  const close = async () => {
    if (closed) return;
    closed = true;
    await dispatcher.close();
  };
  return Object.assign(transport, { close });
}

function createDispatcher(options: NodeTransportOptions): Dispatcher {
  const { ca, cert, key, servername, proxy, connections = 16, keepAliveMs = 4000 } = options;
  if (!(Number.isSafeInteger(connections) && connections > 0)) {
    throw new InvalidInputError('connections must be a whole number from 1');
  }
  if (!(keepAliveMs > 0)) throw new InvalidInputError('keepAliveMs must be a number of milliseconds above 0');
  const tls = {
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
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
  if (proxy === undefined) return new Agent({ ...pool, connect: connector(tls as object) });
  return new ProxyAgent({ ...pool, uri: checkedProxy(proxy), requestTls: tls as object });
}

function checkedProxy(proxy: string): string {
  if (URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol)) return proxy;
  throw new InvalidInputError('proxy is not an address such as http://proxy.example.com:3128'); // it may hold a password
}

function toResponse(
  method: string,
  { statusCode: status, headers: raw, body }: Dispatcher.ResponseData,
): Response {
  const headers = Object.entries(raw).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  );
  if (status < 200 || status > 599) {
    discard(body);
    throw new Error(`the server answered with the status ${status}, which HTTP does not know`);
  }
  if (NO_BODY.has(status) || method === 'HEAD') {
    body.on('error', () => {}).resume();
    return new Response(null, { status, headers });
  }
  const stream = decompressed(body, raw['content-encoding']);
  const late = { open: () => toWeb(stream), reader: () => readerOf(stream) };
  return responseOf(late, { status, headers });
}

/** Without a web stream in between, which costs more CPU than the rest of the answer. */
function readerOf(stream: Readable): ChunkReader {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = stream[Symbol.asyncIterator]();
  return {
    read: () => chunks.next(),
    cancel: async () => void stream.on('error', () => {}).destroy(),
  };
}

/** `Readable.toWeb` throws into the void when a stream is cancelled while data arrives; this one reads on demand only. */
function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      stream.on('error', () => {}).destroy();
    },
  });
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

/** undici tells a refused tunnel by its message only. */
function markTunnel(error: unknown): unknown {
  return error instanceof Error && /^Proxy response/.test(error.message) ? beforeSending(error) : error;
}
