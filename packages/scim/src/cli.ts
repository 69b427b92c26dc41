#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { type Arguments, HELP, readArguments, UsageError } from './program/arguments.js';
import type { Served } from './program/served.js';

const USAGE = 2;

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (!given) {
    process.stdout.write(HELP);
    return;
  }
  // Not before the arguments are known to be good: help and mistakes are answered at once.
  const { hashToken } = await import('./http/authenticate.js');
  if (given.mode === 'new-token') {
    const token = newToken();
    process.stdout.write(`token:  ${token}\nsha256: ${hashToken(token)}\n`);
    return;
  }
  const { startServer } = await import('./program/server.js');
  const token = given.mode === 'sandbox' ? (given.token ?? newToken()) : undefined;
  const served = await open(given, token);
  const server = await startServer(served, given).catch(async (error: unknown) => {
    await served.close();
    throw error;
  });
  announce(`${server.url}/scim/v2`, Object.keys(served.systems), given, token);
  let stopping = false;
  const stop = () => {
    // Requests under way are answered; a second signal does not wait for them.
    if (stopping) process.exit(1);
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function open(
  given: Exclude<Arguments, { mode: 'new-token' }>,
  token: string | undefined,
): Promise<Served> {
  if (given.mode === 'config') {
    return (await import('./program/configured.js')).openConfigured(given.file, process.env);
  }
  return (await import('./program/sandboxes.js')).openSandboxes(given.state, token ?? '');
}

const newToken = (): string => randomBytes(24).toString('base64url');

function announce(
  base: string,
  systems: readonly string[],
  given: Arguments,
  token: string | undefined,
): void {
  const known = given.mode === 'sandbox' && given.token === undefined;
  const addresses = systems.map((name) => `${base}/${name}`).join('\n');
  process.stderr.write(
    `${addresses}\n\n${known ? `Token: ${token}\n` : ''}Try: curl -H 'Authorization: Bearer ${known ? token : '…'}' '${base}/${systems[0]}/Users?count=2'\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(error instanceof UsageError ? USAGE : 1);
});
