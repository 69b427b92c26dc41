import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Answer } from '../faults/effects.js';
import type { ServerOptions } from '../mock/options.js';
import { certificateNames } from './host-names.js';

export interface Listening {
  /** Origin without a trailing slash. */
  url: string;
  port: number;
  /** With TLS: what its clients have to trust. */
  ca: string | undefined;
  /** Stops listening, lets running requests finish for up to two seconds, then cuts what is left. */
  close(): Promise<void>;
}

const GRACE_MS = 2000;

/** Rejects with Node's own error (`EADDRINUSE`, `EACCES`) when the port cannot be had. */
export async function serve(
  answer: (request: Request) => Promise<Answer>,
  { allowedHosts = [], host = '127.0.0.1', port = 0, tls = false }: ServerOptions = {},
): Promise<Listening> {
  let closing: Promise<void> | undefined;
  const secured = tls ? await loadTls([...certificateNames(host), ...allowedHosts]) : undefined;
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    async fetch(request, env) {
      const { incoming, outgoing } = env as HttpBindings;
      const { delivery, response } = await answer(request);
      if (closing !== undefined) outgoing.shouldKeepAlive = false;
      if (delivery === 'whole') return response;
      if (delivery === 'reset') reset(incoming.socket);
      else await sendHalf(response, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
  }) as Server;
  const reset = secured?.resetConnection ?? ((socket: Socket) => socket.resetAndDestroy());
  const cutSilent = secured?.acceptTls(server, secured.certificate);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${tls ? 'https' : 'http'}://${urlHost(host)}:${bound}`,
    port: bound,
    ca: secured?.certificate.ca,
    close() {
      closing ??= new Promise<void>((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
        cutSilent?.();
      });
      return closing;
    },
  };
}

/** Loaded with the option `tls` only, since it takes time. */
async function loadTls(names: readonly string[]) {
  const [{ acceptTls, resetConnection }, { createServerCertificate }] = await Promise.all([
    import('../tls/accept-tls.js'),
    import('../tls/certificate.js'),
  ]);
  return { acceptTls, resetConnection, certificate: createServerCertificate(names) };
}

/** Content-Length promises everything; the connection ends after half of it. */
async function sendHalf(response: Response, outgoing: ServerResponse): Promise<void> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': String(bytes.byteLength),
  });
  await new Promise<void>((resolve) => {
    outgoing.write(bytes.subarray(0, bytes.byteLength >> 1), () => {
      outgoing.destroy();
      resolve();
    });
  });
}

/** An address that can be called: `0.0.0.0` and `::` are only for listening. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
