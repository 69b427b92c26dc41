#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --max-semi-space-size=8
// A small young heap: a plan over 40,000 accounts takes 190 MB with it and 310 without, in the same time (`pnpm bench cli`).
import type { Context } from './context.js';
import { Problem } from './problem.js';
import { runCli } from './run.js';

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } catch (error) {
    // Ctrl-C, or Ctrl-D, which is the end of the answers.
    if ((error as Error).name === 'AbortError')
      throw new Problem('stopped at the question; nothing was done');
    throw error;
  } finally {
    lines.close();
  }
}

/** The oldest Node with SQLite, which keeps two runs apart. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`rollcall needs Node 22.13 or later, and this is ${process.versions.node}\n`);
  process.exit(1);
}

const { argv, env, stderr, stdin, stdout } = process;
const outcome: Context['process'] = { stdout, stderr, exitCode: null };
await runCli(argv.slice(2), {
  process: outcome,
  env,
  cwd: process.cwd(),
  now: () => new Date(),
  ...(stdin.isTTY ? { ask } : {}),
});
process.exitCode = Number(outcome.exitCode ?? 0);
