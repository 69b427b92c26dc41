import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../errors.js';
import { and, literal, not, or, quote } from './filter.js';
import { where } from './where.js';

const jane = where('username', 'like', 'jane%');
const email = where('email', '=', 'jane@example.com');

describe('the filter builder', () => {
  it('writes each kind of comparison', () => {
    expect(String(jane)).toBe('username like "jane%"');
    expect(String(where('id', 'in', [1, 2]))).toBe('id in (1,2)');
    expect(String(where('id', 'between', [1, 9]))).toBe('id between 1 and 9');
    expect(String(where('email', 'is not null'))).toBe('email is not null');
    expect(String(email)).toBe('email="jane@example.com"');
  });

  it('sets parentheses around a part that is made of several', () => {
    expect(String(and(jane, or(email, jane)))).toBe(`${jane} and (${email} or ${jane})`);
    expect(String(not(or(jane, email)))).toBe(`not (${jane} or ${email})`);
    expect(String(not(not(jane)))).toBe(`not (not ${jane})`);
    expect(String(and(jane))).toBe(String(jane));
  });

  it('refuses what cannot be compared, before anything is sent', () => {
    expect(() => where('id', 'in', [])).toThrow(InvalidInputError);
    expect(() => where('id', 'between', [1] as never)).toThrow(/two bounds/);
    expect(() => where('id', '=', Number.NaN)).toThrow(/NaN/);
    expect(() => where('email', '=', 'a\nb')).toThrow(/control characters/);
    expect(() => where('email', '=', {} as never)).toThrow(/a string, a number or a boolean/);
    expect(() => (and as (...none: never[]) => unknown)()).toThrow(/at least one/);
  });

  it('takes % and _ literally where it is asked to', () => {
    expect(literal('100%_\\')).toBe('100\\%\\_\\\\');
  });

  it('quotes any text so that no quotation mark in it ends the value', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const quoted = quote(value);
        const mark = quoted[0] as string;
        expect([`"`, `'`]).toContain(mark);
        expect(quoted.endsWith(mark)).toBe(true);
        // A mark inside comes with a backslash of its own: pairs of backslashes before it are text.
        const inner = quoted.slice(1, -1).replaceAll('\\\\', '');
        expect(inner.replaceAll(`\\${mark}`, '')).not.toContain(mark);
      }),
    );
  });
});
