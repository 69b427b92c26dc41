import type { Numbered } from '../experiments.ts';

/** Rows in which no other client has a part, and why. What the facade does there is in the first table. */
const REASONS: readonly [row: number, fault: string, why: string][] = [
  [34, 'a deletion that was taken on, then the console is down', 'waits for no task'],
  [35, 'user deleted, then looking what is left fails', 'looks for nothing that is left'],
  [36, 'a write answered inside 200 by `INTERNAL_ERROR`', 'Qualys has no other client here'],
  [38, 'a Range walk that ends before its total', 'walks no ranges'],
  [49, 'a `logger` or `onRetry` that throws', 'calls nothing back'],
  [55, '`Retry-After: 120, 60`', 'tries nothing again'],
  [56, 'any text in a filter', 'builds no filters'],
  [59, 'fifty calls that get 429 with the same `Retry-After`', 'tries nothing again'],
];

export const noPartOf: readonly Numbered[] = REASONS.map(([row, fault, why]) => [
  row,
  {
    fault,
    without: ({ column }) => (column === 'facade' ? undefined : `does not apply: ${why}`),
    run: async () => `see row ${row} above`,
  },
]);
