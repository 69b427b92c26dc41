#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type Arguments, HELP, readArguments, UsageError } from './program/arguments.js';

const USAGE = 2;

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    process.stdout.write(HELP);
    return;
  }
  // Not before the arguments are known to be good: help and mistakes are answered at once.
  const [{ createScim, hashToken, sqliteStore }, { startSandboxes }] = await Promise.all([
    import('./index.js'),
    import('./program/sandboxes.js'),
  ]);
  const token = options.token ?? randomBytes(24).toString('base64url');
  const store = sqliteStore(options.state);
  const sandboxes = await startSandboxes();
  const scim = createScim(sandboxes.systems, {
    store,
    tokens: [{ name: 'sandbox', sha256: hashToken(token) }],
    audit: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
  });
  const app = new Hono();
  app.get('/health', (context) => context.text('ok\n'));
  app.all('*', (context) => scim.fetch(context.req.raw));
  const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
  server.once('error', (error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'is taken; choose another with --port' : error.message;
    process.stderr.write(`Port ${options.port} ${reason}.\n`);
    process.exit(1);
  });
  server.once('listening', () =>
    announce(server.address() as AddressInfo, options, token, sandboxes.systems),
  );
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    // Requests under way are answered; a second signal does not wait for them.
    server.close(async () => {
      await sandboxes.close();
      await store.close();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function announce({ port }: AddressInfo, options: Arguments, token: string, systems: object): void {
  const base = `http://127.0.0.1:${port}/scim/v2`;
  const [first] = Object.keys(systems);
  process.stderr.write(
    `${Object.keys(systems)
      .map((name) => `${base}/${name}`)
      .join('\n')}\n\n${options.token ? '' : `Token: ${token}\n`}Try: curl -H 'Authorization: Bearer ${
      options.token ? '…' : token
    }' '${base}/${first}/Users?count=2'\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(error instanceof UsageError ? USAGE : 1);
});
