import { createServer } from 'node:https';
import { type AddressInfo, isIPv4 } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createScim } from '../create-scim.js';
import type { AuditLine } from '../options.js';
import { UsageError } from './arguments.js';
import { peopleInLimbo } from './limbo.js';
import { isLoopback } from './loopback.js';
import { Metrics } from './metrics.js';
import { servePage } from './page/serve-page.js';
import type { Served } from './served.js';

/** Lines of the audit log that the operator's page shows. */
const LINES = 100;
/** Longer than a request takes. */
const STOP_WITHIN_MS = 55_000;
/** What the store has at least, after requests were cut off. */
const CLOSE_MS = 1000;

export interface RunningServer {
  url: string;
  /** Takes no more requests, answers those under way, and closes the store; ends within `stopWithinMs` in any case. */
  stop(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  behindProxy: boolean;
  /** Milliseconds after which requests under way are cut off. Default 55 000. */
  stopWithinMs?: number;
}

/**
 * Serves SCIM, `/health`, `/ready`, `/metrics`, and on loopback the operator's page `/`.
 *
 * @throws UsageError for plain http on an address that others reach, and for a port that is taken.
 */
export async function startServer(
  served: Served,
  { behindProxy, host, port, stopWithinMs = STOP_WITHIN_MS }: ListenOptions,
): Promise<RunningServer> {
  const { options, systems, tls } = served;
  if (!tls && !behindProxy && !isLoopback(host)) {
    throw new UsageError(
      `${host} is reached by others, and tokens would travel in the clear: configure scim.tls, or say --behind-proxy when a proxy with TLS stands before it.`,
    );
  }
  const names = Object.keys(systems);
  const lines: AuditLine[] = [];
  const limbo = () => peopleInLimbo(options.store, names);
  const metrics = new Metrics(limbo);
  const scim = createScim(systems, {
    ...options,
    audit: (line) => {
      metrics.write(line);
      lines.unshift(line);
      lines.length = Math.min(lines.length, LINES);
      options.audit?.(line);
    },
  });
  let isStopping = false;
  const app = new Hono();
  app.get('/health', (context) => context.text('ok\n'));
  app.get('/ready', async (context) => {
    if (isStopping) return context.text('stopping\n', 503);
    const isStored = await options.store.secret('cursor').then(Boolean, () => false);
    return isStored ? context.text('ok\n') : context.text('the store cannot be read\n', 503);
  });
  app.get('/metrics', () => metrics.text());
  app.get('/', (context) => servePage(context, async () => ({ systems, lines, limbo: await limbo() })));
  app.all('/scim/*', async (context) => {
    const [, , , name = ''] = context.req.path.split('/');
    const started = performance.now();
    const answer = await scim.fetch(context.req.raw);
    const system = names.includes(name) ? name : 'none';
    metrics.request(system, context.req.method, answer.status, (performance.now() - started) / 1000);
    return answer;
  });
  const server = serve({
    fetch: app.fetch,
    hostname: host,
    port,
    ...(tls && { createServer, serverOptions: tls }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new UsageError(`Port ${port} is taken; choose another with --port.`)
          : new UsageError(`${host}:${port} cannot be listened on: ${error.message}.`),
      ),
    );
  });
  const address = server.address() as AddressInfo;
  const named = isIPv4(address.address) ? address.address : `[${address.address}]`;
  return {
    url: `${tls ? 'https' : 'http'}://${named}:${address.port}`,
    stop: async () => {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const until = performance.now() + stopWithinMs;
      await within(stopWithinMs, closed);
      if ('closeAllConnections' in server) server.closeAllConnections();
      // A database that does not answer keeps its connections open for ever.
      await within(Math.max(until - performance.now(), CLOSE_MS), served.close());
    },
  };
}

/** Waits for something, and no longer than it may take. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
