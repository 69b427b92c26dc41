import { accessOf } from '../report/text.js';
import { printable } from '../terminal/table.js';
import type { Evidence } from './evidence.js';

/** The evidence for a terminal or a ticket. */
export function evidenceText({ endedAt, gone, name, person, startedAt, systems }: Evidence): string {
  const lines = [`${name ?? person} (${person}), ${startedAt} to ${endedAt}`, ''];
  for (const { complete, done, error, found, left, name: system, problems, url } of systems) {
    lines.push(`${system} (${url})`);
    if (!complete) lines.push(`  not all accounts could be read: ${printable(error ?? '')}`);
    if (found.length === 0 && problems.length === 0) lines.push('  nothing was there');
    for (const account of found) {
      const tokens = account.tokens?.length ? `, ${account.tokens.length} tokens` : '';
      lines.push(
        `  was there: ${printable(account.login)} (${account.id}) ${accessOf(account)}${tokens}`.trimEnd(),
      );
    }
    for (const { at, kind, what } of done) lines.push(`  ${at} ${kind}: ${printable(what)}`);
    for (const problem of problems) lines.push(`  NOT DONE: ${printable(problem)}`);
    for (const { reason, todo, what } of left)
      lines.push(`  TO DO: ${printable(`${what}: ${reason}. ${todo}`)}`);
  }
  lines.push(
    '',
    gone ? 'Nothing is left.' : 'Something is left: see NOT DONE, TO DO and what could not be read.',
  );
  return `${lines.join('\n')}\n`;
}
