#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import nodeModule from 'node:module';
import { announce } from './cli/announce.js';
import { type Command, parseCommand, UsageError } from './cli/args.js';
import { writeCaFile } from './cli/ca-file.js';
import { commandName, helpText } from './cli/help.js';
import { logLine } from './cli/log.js';
import type { Profile, RunningMock } from './index.js';
import { parseJsonBytes } from './input/json.js';
import { packageRoot } from './package-root.js';
import { vendorTable } from './vendor/table.js';
import type { Vendor } from './vendor/vendors.js';

type StartMock = typeof import('./index.js').startMock;

const USAGE_CODE = 2;
const FAILURE_CODE = 1;

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(helpText(commandName()));
    return;
  }
  if (command === 'version') {
    const manifest = JSON.parse(await readFile(new URL('package.json', packageRoot), 'utf8'));
    process.stdout.write(`${(manifest as { version: string }).version}\n`);
    return;
  }
  const seed = await readJson('seed', command.seedFile);
  const profile = await readJson('profile', command.profileFile);
  // Node keeps the compiled code in its cache from the second start on (Node 22).
  nodeModule.enableCompileCache?.();
  // Not before the arguments are known to be good: help and mistakes are answered at once.
  const { startMock } = await import('./index.js');
  const running: RunningMock[] = [];
  try {
    for (const vendor of command.vendors)
      running.push(await start(startMock, vendor, command, { seed, profile }));
  } catch (error) {
    await Promise.all(running.map((mock) => mock.close()));
    throw error;
  }
  const authorities = running.flatMap(({ ca }) => ca ?? []);
  const caFile = authorities.length === 0 ? undefined : writeCaFile(authorities);
  process.stdout.write(await announce(running, command, caFile));
  stopOnSignal(running);
}

async function start(
  startMock: StartMock,
  vendor: Vendor,
  command: Command,
  { profile, seed }: { profile: unknown; seed: unknown },
): Promise<RunningMock> {
  const port =
    command.port === undefined
      ? vendorTable[vendor].port
      : command.port && command.port + command.vendors.indexOf(vendor);
  const mock = await startMock(vendor, {
    ...command.options,
    host: command.host,
    port,
    seed,
    // Whatever it is: startMock refuses what is no profile.
    profile: profile as Profile,
    ...(command.log && { log: (entry) => process.stdout.write(logLine(vendor, entry)) }),
  }).catch((error) => {
    throw new Error(startProblem(error, vendor, command.host, port), { cause: error });
  });
  for (const fault of command.faults) mock.faults.add(fault);
  return mock;
}

function startProblem(error: Error & { code?: string }, vendor: Vendor, host: string, port: number): string {
  const address = `${host}:${port}`;
  if (error.code === 'EADDRNOTAVAIL' || /^getaddrinfo /.test(error.message)) {
    return `${host} is no address of this machine, so ${vendor} cannot listen there: give --host one, such as 127.0.0.1, or 0.0.0.0 for all.`;
  }
  if (error.code === 'EADDRINUSE') {
    return `${address} is taken, so ${vendor} cannot listen there: choose another port with --port.`;
  }
  if (error.code === 'EACCES') return `${vendor} may not listen on ${address}: choose a port above 1023.`;
  return `${vendor} does not start: ${error.message}`;
}

async function readJson(what: 'seed' | 'profile', path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined;
  try {
    return parseJsonBytes(await readFile(path));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `is not JSON: ${error.message}` : `cannot be read: ${error}`;
    throw new Error(`The ${what} file ${path} ${reason}`, { cause: error });
  }
}

/** The first signal lets running requests finish; the second ends at once. */
function stopOnSignal(running: readonly RunningMock[]): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(FAILURE_CODE);
    stopping = true;
    Promise.all(running.map((mock) => mock.close())).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const help = isUsage ? `See ${commandName()} --help.\n` : '';
  process.stderr.write(`rollcall-mock: ${message}\n${help}`);
  process.exitCode = isUsage ? USAGE_CODE : FAILURE_CODE;
});
