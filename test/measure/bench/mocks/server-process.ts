import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { freePort } from '../../../support/free-port.ts';
import type { Contender, Measured } from './contenders.ts';
import { lists } from './contenders.ts';

export interface Started {
  port: number;
  /** Milliseconds from the start of the (last) process to its first good answer. */
  startMs: number;
  /** MiB of all processes together, resident. */
  memory(): number;
  /** Milliseconds of CPU that all processes together have used. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** Starts a contender and waits until it answers the list with 200. */
export async function start(contender: Contender, vendor: Measured): Promise<Started> {
  const ports = [await freePort(), await freePort()];
  const commands = contender.commands(vendor, ports);
  const children: ChildProcess[] = [];
  let startMs = 0;
  for (const [i, args] of commands.entries()) {
    const begin = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    children.push(child);
    // What stands behind the last one is there before its clock begins.
    const port = (i === commands.length - 1 ? ports[0] : ports[1]) as number;
    await firstAnswer(vendor, port, child);
    startMs = performance.now() - begin;
  }
  return {
    port: ports[0] as number,
    startMs,
    memory: () => children.reduce((sum, { pid }) => sum + residentMiB(pid as number), 0),
    cpuMs: () => children.reduce((sum, { pid }) => sum + cpuOf(pid as number), 0),
    stop: async () => {
      const ends = children.map((child) => once(child, 'close'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ends);
    },
  };
}

async function firstAnswer(vendor: Measured, port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`A server ended with ${child.exitCode}`);
    const status = await ask(vendor, port);
    if (status === 200) return;
    if (status !== undefined) throw new Error(`The list was answered with ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('No answer within a minute');
}

/** The status, `undefined` when nobody listens yet. */
function ask(vendor: Measured, port: number): Promise<number | undefined> {
  const { headers, path } = lists[vendor];
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false })
      .on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)))
      .on('error', () => resolve(undefined))
      .end();
  });
}

/** User and system time in ticks of 10 ms, after the name in brackets, which may hold spaces. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** Linux keeps it in /proc; elsewhere memory is not measured. */
export function residentMiB(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
