import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScimError } from '../errors.js';
import { entityTag, namesVersion } from '../etag.js';
import type { JsonObject } from '../json.js';
import { resolveAttribute } from '../schema/resolve.js';
import { userType } from '../schema/resource-types.js';
import { readCursor, writeCursor } from './cursor.js';
import { readPaging } from './paging.js';
import { sortResources } from './sort.js';

const LIMITS = { defaultCount: 100, maxCount: 200 };

function scimType(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ScimError) return error.scimType;
    throw error;
  }
  return undefined;
}

describe('paging', () => {
  it('bends what is out of bounds, as the RFC has it', () => {
    expect(readPaging({}, LIMITS)).toEqual({ by: 'index', startIndex: 1, count: 100 });
    expect(readPaging({ startIndex: '0', count: '-1' }, LIMITS)).toMatchObject({ startIndex: 1, count: 0 });
    expect(readPaging({ startIndex: '-5', count: '900' }, LIMITS)).toMatchObject({
      startIndex: 1,
      count: 200,
    });
    expect(readPaging({ cursor: '', count: 5 }, LIMITS)).toEqual({ by: 'cursor', cursor: '', count: 5 });
  });

  it('refuses what is no integer, and a cursor beside an index', () => {
    expect(scimType(() => readPaging({ startIndex: 'x' }, LIMITS))).toBe('invalidValue');
    expect(scimType(() => readPaging({ count: '1.5' }, LIMITS))).toBe('invalidValue');
    expect(scimType(() => readPaging({ cursor: '', count: 'x' }, LIMITS))).toBe('invalidCount');
    expect(scimType(() => readPaging({ cursor: '', startIndex: 1 }, LIMITS))).toBe('invalidCursor');
  });
});

describe('a cursor', () => {
  let now = 1000;
  const options = { secret: 'a secret', now: () => now, timeoutMs: 60_000 };

  it('comes back as it was written, in unreserved characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (after) => {
        const cursor = writeCursor({ after, list: 'all' }, options);
        expect(cursor).toMatch(/^[A-Za-z0-9._~-]+$/);
        expect(readCursor(cursor, 'all', options)).toBe(after);
      }),
    );
  });

  it('is refused when it is old, of another list, or not ours', () => {
    const cursor = writeCursor({ after: 'U1', list: 'all' }, options);
    expect(scimType(() => readCursor(cursor, 'others', options))).toBe('invalidCursor');
    expect(scimType(() => readCursor(`x${cursor}`, 'all', options))).toBe('invalidCursor');
    expect(scimType(() => readCursor('nonsense', 'all', options))).toBe('invalidCursor');
    expect(scimType(() => readCursor(cursor, 'all', { ...options, secret: 'another' }))).toBe(
      'invalidCursor',
    );
    now += 60_001;
    expect(scimType(() => readCursor(cursor, 'all', options))).toBe('expiredCursor');
  });
});

describe('sorting', () => {
  const by = (name: string) => {
    const ref = resolveAttribute(userType, name);
    if (!ref) throw new Error(name);
    return ref;
  };
  const people: JsonObject[] = [
    { id: '1', userName: 'b', name: { familyName: 'Z' } },
    { id: '2', userName: 'A', emails: [{ value: 'z' }, { value: 'a', primary: true }] },
    { id: '3', userName: 'c', name: { familyName: 'y' }, emails: [{ value: 'b' }] },
  ];
  const ids = (name: string, direction?: 'ascending' | 'descending') =>
    sortResources(people, by(name), direction)
      .map(({ id }) => id)
      .join('');

  it('folds where the schema folds', () => {
    expect(ids('userName')).toBe('213');
    expect(ids('userName', 'descending')).toBe('312');
  });

  it('puts what has no value last ascending and first descending', () => {
    expect(ids('name.familyName')).toBe('312');
    expect(ids('name.familyName', 'descending')).toBe('213');
  });

  it('takes the primary of many values', () => {
    expect(ids('emails')).toBe('231');
  });
});

describe('a version', () => {
  it('is the same for the same content in another order, and another for other content', () => {
    expect(entityTag({ a: 1, b: { c: 2, d: 3 } })).toBe(entityTag({ b: { d: 3, c: 2 }, a: 1 }));
    expect(entityTag({ a: 1 })).not.toBe(entityTag({ a: 2 }));
  });

  it('is found in a header', () => {
    expect(namesVersion('W/"1", W/"2"', 'W/"2"')).toBe(true);
    expect(namesVersion('"2"', 'W/"2"')).toBe(true);
    expect(namesVersion('*', 'W/"2"')).toBe(true);
    expect(namesVersion('W/"3"', 'W/"2"')).toBe(false);
  });
});
