#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { type Command, help, parseCommand, UsageError } from './cli/args.js';
import type { RunningMock } from './index.js';
import { curlLine, vendorTable } from './vendor/table.js';
import type { Vendor } from './vendor/vendors.js';

type StartMock = typeof import('./index.js').startMock;

const usageCode = 2;
const failureCode = 1;

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  if (command === undefined) {
    process.stdout.write(help);
    return;
  }
  const seed = command.seedFile === undefined ? undefined : await readSeed(command.seedFile);
  // Not before the arguments are known to be good: help and mistakes are answered at once.
  const { startMock } = await import('./index.js');
  const running: RunningMock[] = [];
  try {
    for (const vendor of command.vendors) running.push(await start(startMock, vendor, command, seed));
  } catch (error) {
    await Promise.all(running.map((mock) => mock.close()));
    throw error;
  }
  for (const mock of running) announce(mock, command.options.controlPlane !== false);
  stopOnSignal(running);
}

async function start(
  startMock: StartMock,
  vendor: Vendor,
  command: Command,
  seed: unknown,
): Promise<RunningMock> {
  const port =
    command.port === undefined
      ? vendorTable[vendor].port
      : command.port && command.port + command.vendors.indexOf(vendor);
  const mock = await startMock(vendor, { ...command.options, host: command.host, port, seed }).catch(
    (error) => {
      throw new Error(startProblem(error, vendor, `${command.host}:${port}`), { cause: error });
    },
  );
  for (const fault of command.faults) mock.faults.add(fault);
  return mock;
}

function startProblem(error: Error & { code?: string }, vendor: Vendor, address: string): string {
  if (error.code === 'EADDRINUSE') {
    return `${address} is taken, so ${vendor} cannot listen there: choose another port with --port.`;
  }
  if (error.code === 'EACCES') return `${vendor} may not listen on ${address}: choose a port above 1023.`;
  return `${vendor} does not start: ${error.message}`;
}

async function readSeed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `is not JSON: ${error.message}` : `cannot be read: ${error}`;
    throw new Error(`The seed file ${path} ${reason}`, { cause: error });
  }
}

function announce({ vendor, url }: RunningMock, hasPages: boolean): void {
  const lines = [`${vendorTable[vendor].title.padEnd(12)} ${url}`, `  ${curlLine(vendor, url)}`];
  if (hasPages) lines.push(`  reference ${url}/  journal ${url}/__rollcall/`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The first signal lets running requests finish; the second ends at once. */
function stopOnSignal(running: readonly RunningMock[]): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(failureCode);
    stopping = true;
    Promise.all(running.map((mock) => mock.close())).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`rollcall-mock: ${message}\n${isUsage ? 'See rollcall-mock --help.\n' : ''}`);
  process.exitCode = isUsage ? usageCode : failureCode;
});
