import { run } from '@stricli/core';
import { buildApp } from './app.js';
import { propose } from './completion/propose.js';
import type { Context } from './context.js';

/**
 * Runs the program with arguments as a shell gives them; `context.process.exitCode` has the outcome. It ends no process.
 * `--debug` may stand anywhere. `__complete` is what shells call: see {@link propose}.
 */
export async function runCli(args: readonly string[], context: Context): Promise<void> {
  if (args[0] === '__complete') return propose(buildApp(false), args.slice(1), context);
  const debug = args.includes('--debug');
  const inputs = args.filter((arg) => arg !== '--debug');
  await run(buildApp(debug), inputs.length === 0 ? ['--help'] : inputs, context);
  // Stricli has negative codes for what was wrong with the arguments; a shell knows 0 to 255.
  const { exitCode } = context.process;
  if (typeof exitCode === 'number' && exitCode < 0) context.process.exitCode = 1;
}
