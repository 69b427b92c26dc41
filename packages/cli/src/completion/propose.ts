import { type Application, type InputCompletion, proposeCompletions } from '@stricli/core';
import type { Context } from '../context.js';

/**
 * Writes what may stand in the place of the last word, a line for each: the word, a tab, and what it is for. It never fails:
 * a shell that asks in the middle of a line has no place for an error.
 */
export async function propose(app: Application<Context>, words: readonly string[], context: Context) {
  const typed = words.length === 0 ? [''] : words;
  try {
    const proposals = chosen(await proposeCompletions(app, typed, { ...context, typed }), typed.at(-1) ?? '');
    const lines = proposals.map(({ brief, completion }) => `${completion}\t${brief ?? ''}\n`);
    context.process.stdout.write(lines.join(''));
  } catch {
    // No proposals.
  }
  context.process.exitCode = 0;
}

/** Flags where one was begun, or where nothing else can stand. */
function chosen(proposals: readonly InputCompletion[], partial: string): readonly InputCompletion[] {
  const words = proposals.filter(({ completion }) => completion !== '--');
  const others = words.filter(({ completion }) => !completion.startsWith('-'));
  return partial.startsWith('-') || others.length === 0 ? words : others;
}
