import { printable } from '../printable.js';
import type { Evidence } from './evidence.js';
import { doneWords, foundWords, leftWords, resultOf } from './words.js';

/** The evidence for a terminal or a ticket. */
export function evidenceText(evidence: Evidence): string {
  const { endedAt, name, person, startedAt, systems } = evidence;
  const lines = [`${printable(`${name ?? person} (${person})`)}, ${startedAt} to ${endedAt}`, ''];
  for (const { complete, done, error, found, left, name: system, problems, url } of systems) {
    lines.push(`${system} (${url})`);
    if (!complete) lines.push(`  not all accounts could be read: ${printable(error ?? '')}`);
    if (found.length === 0 && problems.length === 0) lines.push('  nothing was there');
    for (const account of found) lines.push(`  was there: ${printable(foundWords(account))}`);
    for (const step of done) lines.push(`  ${step.at} ${step.kind}: ${printable(doneWords(step))}`);
    for (const problem of problems) lines.push(`  NOT DONE: ${printable(problem)}`);
    for (const each of left) lines.push(`  TO DO: ${printable(leftWords(each))}`);
  }
  lines.push('', resultOf(evidence));
  return `${lines.join('\n')}\n`;
}
