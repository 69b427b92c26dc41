#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { runCli } from './run.js';

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

await runCli(process.argv.slice(2), {
  process,
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  ...(process.stdin.isTTY ? { ask } : {}),
});
