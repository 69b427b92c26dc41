import { spawn } from 'node:child_process';
import { rollcallArgs } from '../../../../scripts/rollcall.ts';

/** The process says itself what it took at most, before it ends. */
const PEAK = `data:text/javascript,import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

/** What is started beside an empty Node, which comes first in each round. */
export const STARTS: Readonly<Record<string, readonly string[]>> = {
  'an empty Node': [],
  'rollcall --help': ['--help'],
  'rollcall --version': ['--version'],
};

interface Ran {
  readonly code: number;
  readonly ms: number;
  readonly megabytes: number;
  readonly output: string;
}

/** Runs the program in a process of its own; without arguments an empty one. */
export function runProgram(
  args: readonly string[],
  { cwd, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<Ran> {
  const from = performance.now();
  const what = args.length === 0 ? ['-e', '0'] : [...rollcallArgs(), ...args];
  const child = spawn(process.execPath, ['--import', PEAK, ...what], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let output = '';
  let kilobytes = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  child.stdio[3]?.on('data', (text) => (kilobytes += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, ms: performance.now() - from, megabytes: Number(kilobytes) / 1000, output }),
    );
  });
}
