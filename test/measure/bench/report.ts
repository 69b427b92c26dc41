import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Result } from './result.ts';

interface Judged extends Result {
  readonly ok: boolean;
}

function judge(result: Result): Judged {
  const { budget, judged = 'value', sense = 'most' } = result;
  if (budget === undefined) return { ...result, ok: true };
  const measured = (judged === 'ratio' ? result.ratio : result.value) as number;
  return { ...result, ok: sense === 'most' ? measured <= budget : measured >= budget };
}

/** Prints the table, writes the file, and says whether every budget is kept. */
export function report(results: readonly Result[], file: string): boolean {
  const rows = results.map(judge);
  const lines = rows.map((row) => [
    row.case,
    row.name,
    shown(row.value),
    row.unit,
    row.ratio === undefined ? '' : `${row.ratio.toFixed(2)}×`,
    budgetOf(row),
    verdictOf(row),
  ]);
  const head = ['case', 'what', 'value', 'unit', 'ratio', 'budget', ''];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, at) =>
      at === 2 || at === 4 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
  const missed = rows.filter(({ ok }) => !ok);
  const kept = rows.filter(({ ok, budget }) => ok && budget !== undefined);
  console.log(`\n${kept.length} budgets kept, ${missed.length} missed`);
  const cases = rows.map(({ judged: _, sense: __, ...row }) => row);
  const machine = { node: process.version, platform: `${process.platform} ${process.arch}` };
  writeFileSync(file, `${JSON.stringify({ ...machine, cases }, null, 2)}\n`);
  console.log(`written: ${relative(process.cwd(), file)}`);
  return missed.length === 0;
}

function budgetOf({ budget, judged, sense, unit }: Result): string {
  if (budget === undefined) return '';
  return `${sense === 'least' ? '≥' : '≤'} ${judged === 'ratio' ? `${budget}×` : `${budget} ${unit}`}`;
}

function verdictOf({ ok, budget }: Judged): string {
  if (budget === undefined) return '';
  return ok ? 'ok' : 'MISSED';
}

function shown(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
