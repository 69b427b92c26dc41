import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../errors.js';
import { where } from './criteria.js';

describe('a condition of a search', () => {
  it('holds field, operator and value as text', () => {
    expect(where('emailAddress', 'CONTAINS', '@example.com')).toEqual({
      field: 'emailAddress',
      operator: 'CONTAINS',
      value: '@example.com',
    });
    expect(where('id', 'GREATER', 9_007_199_254_740_993n)).toMatchObject({ value: '9007199254740993' });
    expect(where('id', 'IN', [7, '8', 9n])).toMatchObject({ value: '7,8,9' });
  });

  it.each([
    ['an operator that the field does not take', () => where('id', 'CONTAINS' as never, 7 as never)],
    ['a field that there is not', () => where('nickname' as never, 'EQUALS' as never, 'x' as never)],
    [
      'a field by the name of what every object has',
      () => where('constructor' as never, 'EQUALS' as never, 'x' as never),
    ],
    ['an empty value', () => where('emailAddress', 'EQUALS', '')],
    ['an empty list', () => where('id', 'IN', [] as never)],
    ['an empty value in a list', () => where('id', 'IN', ['7', ''])],
    ['a comma in a value of a list', () => where('id', 'IN', ['7,8'])],
  ])('is refused with %s', (_, make) => {
    expect(make).toThrow(InvalidInputError);
  });

  it('says which operators the field takes', () => {
    expect(() => where('id', 'CONTAINS' as never, 7 as never)).toThrow(
      /^criteria: id takes .*GREATER.*, not CONTAINS$/,
    );
  });

  it('of a list gives back exactly the values that were put in', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !text.includes(','));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const { value: text } = where('id', 'IN', values as [string, ...string[]]);
        expect(text.split(',')).toEqual(values);
      }),
    );
  });
});
