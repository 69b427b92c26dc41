import { printable } from '../printable.js';
import type { Outcome } from './carry-out.js';

/** What an apply did, a line for each change, with what is left for a person to do. */
export function outcomesText(outcomes: readonly Outcome[]): string {
  const lines: string[] = [];
  for (const { entry, left, outcome, why } of outcomes) {
    const what = `${entry.system}: ${entry.change.kind} ${printable(entry.login)}`;
    lines.push(`${outcome.padEnd(9)} ${what}${why === undefined ? '' : `: ${printable(why)}`}`);
    for (const { todo, what: thing } of left)
      lines.push(`          left: ${printable(thing)}. ${printable(todo)}`);
  }
  const count = (name: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === name).length;
  const done = count('done') + count('recovered') + count('already');
  lines.push(`${done} done, ${count('refused')} refused, ${count('failed')} failed.`);
  return `${lines.join('\n')}\n`;
}
