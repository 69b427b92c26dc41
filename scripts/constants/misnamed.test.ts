import { describe, expect, it } from 'vitest';
import { misnamedConstants } from './misnamed.ts';

const wrongIn = (text: string) => misnamedConstants('a.ts', text).map(({ name, better }) => [name, better]);

describe('a constant', () => {
  it.each([
    ['const maxBytes = 10 * 1024;', 'MAX_BYTES'],
    ["export const states = ['ACTIVE', 'DISABLED'] as const;", 'STATES'],
    ['const wordPattern = /\\w+/;', 'WORD_PATTERN'],
    ["const titles = { a: 'A', b: { c: -1 } } satisfies object;", 'TITLES'],
    ["const safe = new Set(['GET', 'HEAD']);", 'SAFE'],
  ])('that is plain data is written in capitals: %s', (text, better) => {
    expect(wrongIn(text).map(([, name]) => name)).toEqual([better]);
  });

  it.each([
    'const MAX_BYTES = 10;',
    'const running = new Map();',
    'const found: string[] = [];',
    'const find = () => 1;',
    "const root = join('a', 'b');",
    'let count = 1;',
    'function f() { const local = 1; return local; }',
  ])('may be called as it is otherwise: %s', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});
