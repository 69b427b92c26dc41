import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** One request as its bytes came in. */
export interface Received {
  readonly method: string;
  /** The request target exactly as it stood on the wire. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Which connection it came by, from 1. */
  readonly connection: number;
}

/** What the server does with one request: it has the socket to itself and may do anything, or nothing. */
export type Script = (socket: Socket, request: Received) => void | Promise<void>;

export interface RawServer {
  readonly origin: string;
  readonly port: number;
  /** Every request whose head and body came in whole, in order. */
  readonly requests: Received[];
  /** Connections ever opened, and bytes ever received by all of them. */
  readonly connections: number;
  readonly bytesReceived: number;
  /** Connections with a request that has had no answer yet, not even a part of one. */
  readonly busy: number;
  /** Resolves when so many requests have come in since the server was opened. */
  arrived(count: number): Promise<void>;
  /**
   * Resolves when the client has let go of every connection that carried a request; rejects after `ms`. (undici opens
   * a spare one after an abort, which carries nothing.)
   */
  idle(ms?: number): Promise<void>;
  close(): Promise<void>;
}

export interface RawServerOptions {
  /** Makes it a TLS server. */
  readonly tls?: TlsOptions;
  /** Called with every new connection before anything is read; for resets and silence at that point. */
  readonly onConnect?: (socket: Socket) => void;
}

/**
 * A server made of sockets, so that it can break HTTP in every way. The n-th request gets the n-th script, and the last
 * script serves all further ones. Whoever opened it closes it.
 */
export async function openRawServer(
  scripts: Script | readonly Script[],
  options: RawServerOptions = {},
): Promise<RawServer> {
  const list = typeof scripts === 'function' ? [scripts] : scripts;
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Socket>();
  const unanswered = new WeakMap<Socket, number>();
  const events = new EventEmitter<{ request: []; close: [] }>().setMaxListeners(0);
  let connections = 0;
  let bytesReceived = 0;

  const onSocket = (socket: Socket) => {
    connections += 1;
    const connection = connections;
    let pending: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      used.delete(socket);
      events.emit('close');
    });
    socket.on('error', () => {}); // the client's resets are part of the game
    options.onConnect?.(socket);
    socket.on('data', (data) => {
      bytesReceived += data.length;
      pending = Buffer.concat([pending, data]);
      for (let taken = takeRequest(pending, connection); taken; taken = takeRequest(pending, connection)) {
        pending = taken.rest;
        requests.push(taken.request);
        used.add(socket);
        unanswered.set(socket, socket.bytesWritten);
        const script = list[Math.min(requests.length, list.length) - 1];
        void script?.(socket, taken.request);
        events.emit('request');
      }
    });
  };
  const server: Server = options.tls ? createTlsServer(options.tls, onSocket) : createServer(onSocket);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    get bytesReceived() {
      return bytesReceived;
    },
    get busy() {
      return [...used].filter((socket) => (unanswered.get(socket) ?? 0) === socket.bytesWritten).length;
    },
    async arrived(count) {
      while (requests.length < count) await once(events, 'request');
    },
    async idle(ms = 500) {
      const signal = AbortSignal.timeout(ms);
      while (used.size > 0) {
        await once(events, 'close', { signal }).catch(() => {
          throw new Error(`${used.size} connections are still open after ${ms} ms`);
        });
      }
    },
    close,
  };
}

/** Takes one whole request off the bytes, or nothing while it is not complete. */
function takeRequest(bytes: Buffer, connection: number): { request: Received; rest: Buffer } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...fields] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  const [method = '', path = ''] = line.split(' ');
  const start = headEnd + 4;
  let body: string;
  let end: number;
  if (/chunked/.test(headers['transfer-encoding'] ?? '')) {
    const last = bytes.indexOf('\r\n0\r\n\r\n', headEnd);
    if (last < 0) return undefined;
    end = last + 7;
    body = bytes.subarray(start, end).toString();
  } else {
    end = start + Number(headers['content-length'] ?? 0);
    if (bytes.length < end) return undefined;
    body = bytes.subarray(start, end).toString();
  }
  return { request: { method, path, headers, body, connection }, rest: bytes.subarray(end) };
}
