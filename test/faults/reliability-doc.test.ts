import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { origin, type Results, table } from '../measure/peers/table.js';

const DOCUMENT = new URL('../../packages/facade/docs/reliability.md', import.meta.url);
const document = readFileSync(DOCUMENT, 'utf8');
const SECOND_LIST = Array.from({ length: 28 }, (_, at) => at + 32);
const rows = [...document.matchAll(/^\| (\d+) \|(.*)\|$/gm)].map(([, number, cells = '']) => ({
  number: Number(number),
  files: links(cells.split('|').at(-1) ?? ''),
}));

function links(markdown: string): URL[] {
  return [...markdown.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, path]) => new URL(String(path), DOCUMENT),
  );
}

describe('the table of faults', () => {
  it('has each of the 59 faults once, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 59 }, (_, at) => at + 1));
  });

  it.each(rows)('links tests of fault $number, and they are there', ({ number, files }) => {
    expect(files.length).toBeGreaterThan(0);
    const title = new RegExp(`^(?!\\s*//).*['"\`]fault ${number}: `, 'm');
    for (const file of files) expect(readFileSync(file, 'utf8')).toMatch(title);
  });

  it('links nothing that is not there', () => {
    const missing = links(document).filter((file) => !existsSync(file));
    expect(missing.map(({ pathname }) => pathname)).toEqual([]);
  });
});

describe('the table of other clients', () => {
  const results: Results = JSON.parse(
    readFileSync(new URL('../measure/peers/results.json', import.meta.url), 'utf8'),
  );

  it('says what the run saw, when and with what', () => {
    const [, shown = ''] = /<!-- peers: begin -->([\s\S]*)<!-- peers: end -->/.exec(document) ?? [];
    expect(shown.trim()).toBe(`${origin(results)}\n\n${table(results)}`);
  });

  it('has every row of the second list of faults', () => {
    const numbers = new Set(results.rows.map(({ row }) => row));
    expect(SECOND_LIST.filter((number) => !numbers.has(number))).toEqual([]);
  });
});
