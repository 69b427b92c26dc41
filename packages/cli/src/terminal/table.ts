import Table from 'cli-table3';
import { printable } from '../printable.js';

/** A table without lines between its cells; the vendors' texts cannot move the cursor or colour anything. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const none = '';
  const borders = [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ];
  const made = new Table({
    head: [...head],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: { ...Object.fromEntries(borders.map((name) => [name, none])), middle: none },
  });
  made.push(...rows.map((row) => row.map(printable)));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
