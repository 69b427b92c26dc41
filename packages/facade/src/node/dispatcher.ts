import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { NodeTransportOptions } from './options.js';
import type { TlsTexts } from './pem.js';
import { proxyAgent } from './proxy.js';

/** What keeps the connections: to servers, or by way of a proxy to them. */
export function createDispatcher(
  { connections = 16, keepAliveMs = 4000, servername }: NodeTransportOptions,
  files: TlsTexts,
  proxy: URL | undefined,
): Dispatcher {
  const tls = { ...files, ...(servername ? { servername } : {}) };
  // Attempts are timed by the pipeline; two clocks would only disagree.
  const pool = {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!proxy) return new Agent({ ...pool, connect: connector(tls) });
  return proxyAgent(proxy, pool, tls, files.ca ? { ca: files.ca } : {});
}

/** Marks a failure as one from before anything was sent, which its code alone need not tell. */
export function beforeSending<Failure extends Error>(error: Failure): Failure {
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
export function markTunnel(error: unknown, { origin }: URL): unknown {
  if (!(error instanceof Error)) return error;
  if (/^Proxy response/.test(error.message)) beforeSending(error);
  return Object.assign(error, { proxy: origin });
}
