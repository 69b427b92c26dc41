import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLike } from './like.js';

/** The same as a regular expression, which is plain and, on some patterns, slow. */
function asRegExp(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/\\([%_\\"'])|(%)|(_)|(.)/gsu, (_, literal, any, one, other) =>
    any ? '.*' : one ? '.' : (literal ?? other).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  );
  return new RegExp(`^${source}$`, `${flags}s`);
}

const text = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength });

describe('LIKE', () => {
  it('finds what a regular expression finds', () => {
    fc.assert(
      fc.property(text('aAbß%_\\', 12), text('aAbß%', 14), fc.boolean(), (pattern, value, caseSensitive) => {
        const expected = asRegExp(pattern, caseSensitive ? 'u' : 'iu').test(value);
        expect(compileLike(pattern, caseSensitive)(value)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds pieces longer than a machine word', () => {
    const long = 'ab_'.repeat(40);
    expect(compileLike(`%${long}c%`, true)(`xx${'abz'.repeat(41)}abzc!`)).toBe(true);
    expect(compileLike(`%${long}d%`, true)(`xx${'abz'.repeat(41)}abzc!`)).toBe(false);
  });

  it('ignores case as the vendor’s ILIKE, character by character', () => {
    expect(compileLike('%STRASSE', false)('Hauptstraße')).toBe(false);
    expect(compileLike('k', false)('\u212a')).toBe(true);
  });
});
