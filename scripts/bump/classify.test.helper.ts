import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import type { Json } from './document.ts';

/** Two versions of a small spec, and what is said of the step from one to the other. */
export type Difference = readonly [title: string, old: Json, next: Json, expected: readonly string[]];

export function tellsTheseDifferences(of: string, rows: readonly Difference[]): void {
  describe(`what ${of} means to somebody who calls the client`, () => {
    it.each(rows)('%s', (_title, old, next, expected) => {
      expect(classify(old, next).map(({ impact, text: said }) => `${impact}: ${said}`)).toEqual(expected);
    });

    it('a spec compared with itself has no differences', () => {
      for (const [, spec] of rows) expect(classify(spec, structuredClone(spec))).toEqual([]);
    });
  });
}
