import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScimError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { options, strictOptions } from '../options.test.helper.js';
import { userType } from '../schema/resource-types.js';
import { matches } from './evaluate.js';
import { parseFilter } from './parse.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const KIM: JsonObject = {
  id: 'U1',
  externalId: 'kim',
  userName: 'Kim@Acme.test',
  name: { givenName: 'Kim', familyName: 'Lee' },
  active: true,
  emails: [
    { value: 'kim@acme.test', type: 'work', primary: true },
    { value: 'kim@home.test', type: 'home' },
  ],
  meta: { lastModified: '2026-11-25T08:00:00Z' },
  [ENTERPRISE]: { department: 'IT', manager: { value: 'U2' } },
};
const BARE: JsonObject = { id: 'U9', userName: 'bare' };

const holds = (filter: string, resource: JsonObject = KIM): boolean =>
  matches(parseFilter(filter, userType, options), resource);

function refusal(filter: string, of = options): ScimError {
  try {
    parseFilter(filter, userType, of);
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error(`${filter} was taken`);
}

describe('a filter', () => {
  it.each([
    ['userName eq "kim@acme.TEST"', true],
    ['USERNAME EQ "kim@acme.test"', true],
    ['userName ne "kim@acme.test"', false],
    ['userName co "ACME"', true],
    ['userName sw "kim@"', true],
    ['userName ew ".test"', true],
    ['userName ew "kim"', false],
    ['userName gt "jim"', true],
    ['userName ge "kim@acme.test"', true],
    ['userName lt "kim@acme.test"', false],
    ['userName le "kim@acme.test"', true],
    ['name.familyName pr', true],
    ['nickName pr', false],
    ['active eq true', true],
    ['active ne true', false],
    ['meta.lastModified gt "2026-11-25T08:30:00+01:00"', true],
    ['meta.lastModified lt "2026-11-25T08:00:00.000Z"', false],
  ])('reads %s', (filter, expected) => {
    expect(holds(filter)).toBe(expected);
  });

  it('tells cases apart only where the schema does', () => {
    expect(holds('userName eq "KIM@ACME.TEST"')).toBe(true);
    expect(holds('externalId eq "kim"')).toBe(true);
    expect(holds('externalId eq "KIM"')).toBe(false);
  });

  it('binds not before and, and before or', () => {
    expect(holds('active eq true or active eq true and userName eq "x"')).toBe(true);
    expect(holds('(active eq true or active eq true) and userName eq "x"')).toBe(false);
    expect(holds('not (userName eq "x") and active eq true')).toBe(true);
    expect(holds('not (userName eq "x" or active eq true)')).toBe(false);
    expect(holds('active eq false and active eq true or userName pr')).toBe(true);
  });

  it('chooses one value with brackets, any value without', () => {
    expect(holds('emails[type eq "work" and value co "acme"]')).toBe(true);
    expect(holds('emails[type eq "home" and value co "acme"]')).toBe(false);
    expect(holds('emails.type eq "home" and emails.value co "acme"')).toBe(true);
    expect(holds('emails co "home.test"')).toBe(true);
    expect(holds('emails[not (type eq "work")]')).toBe(true);
  });

  it("reads Entra's comparison behind the brackets as one on the same value", () => {
    expect(holds('emails[type eq "work"].value eq "kim@acme.test"')).toBe(true);
    expect(holds('emails[type eq "home"].value eq "kim@acme.test"')).toBe(false);
  });

  it('finds no match in a resource that lacks the attribute, and says no error', () => {
    expect(holds('emails[type eq "work"]', BARE)).toBe(false);
    expect(holds('emails co "x"', BARE)).toBe(false);
    expect(holds('emails pr', BARE)).toBe(false);
    expect(holds('name.givenName ne "Kim"', BARE)).toBe(true);
    expect(holds('active eq null', BARE)).toBe(true);
    expect(holds('active ne null')).toBe(true);
  });

  it('takes names with their URN, in any case', () => {
    expect(holds('urn:ietf:params:scim:schemas:core:2.0:User:userName sw "kim"')).toBe(true);
    expect(holds('URN:IETF:params:scim:schemas:core:2.0:user:name.givenName eq "kim"')).toBe(true);
    expect(holds(`${ENTERPRISE}:department eq "it"`)).toBe(true);
    expect(holds('manager eq "U2"')).toBe(true);
    expect(holds(`${ENTERPRISE}:manager.value eq "u2"`)).toBe(false);
  });

  it('keeps quotation marks, backslashes and keywords inside a string', () => {
    const odd = { ...KIM, displayName: 'a "b" and c\\d ] (e) ü' };
    expect(holds(String.raw`displayName eq "a \"b\" and c\\d ] (e) \u00fc"`, odd)).toBe(true);
    expect(holds('displayName co " and "', odd)).toBe(true);
    expect(holds('displayName co ") or userName pr or (displayName co "')).toBe(false);
  });

  it('takes a value without quotation marks only where that is wanted', () => {
    expect(holds('externalId eq kim')).toBe(true);
    expect(holds('(externalId eq kim)')).toBe(true);
    expect(refusal('externalId eq kim', strictOptions).scimType).toBe('invalidFilter');
  });

  it('takes "True" for true only where that is wanted', () => {
    expect(holds('emails[primary eq "True"].value eq "kim@acme.test"')).toBe(true);
    expect(refusal('active eq "True"', strictOptions).scimType).toBe('invalidFilter');
  });
});

describe('a filter that is wrong', () => {
  it.each([
    [''],
    ['userName'],
    ['userName eq'],
    ['eq "x"'],
    ['userName is "x"'],
    ['userName eq "x'],
    ['userName eq "\\x"'],
    ['userName eq "x" and'],
    ['userName eq "x" "y"'],
    ['(userName eq "x"'],
    ['userName eq "x")'],
    ['not userName pr'],
    ['emails[type eq "work"'],
    ['emails[emails[type eq "work"]]'],
    ['userName[value eq "x"]'],
    ['name eq "x"'],
    ['name.givenName.more eq "x"'],
    ['usrName eq "x"'],
    ['active gt true'],
    ['active co "t"'],
    ['active eq "perhaps"'],
    ['meta.lastModified gt "yesterday"'],
    ['userName gt null'],
    ['__proto__ pr'],
    ['constructor.name eq "Object"'],
  ])('%s is refused as invalidFilter', (filter) => {
    const error = refusal(filter);
    expect([error.status, error.scimType]).toEqual([400, 'invalidFilter']);
  });

  it('names the attribute that was meant', () => {
    expect(refusal('usrName eq "x"').message).toContain('Did you mean userName?');
  });

  it('is refused before it can cost anything', () => {
    expect(refusal('('.repeat(8000)).message).toContain('levels deep');
    expect(refusal('('.repeat(20_000)).message).toContain('longer than');
    expect(refusal('not ('.repeat(1600)).message).toContain('levels deep');
    const terms = Array.from({ length: 201 }, () => 'title pr').join(' or ');
    expect(refusal(terms).message).toContain('200 terms');
  });
});

describe('filters in general', () => {
  it('never end in anything but a filter or a SCIM error', () => {
    const piece = fc.constantFrom(
      'userName',
      'emails',
      'eq',
      'pr',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      'true',
      '.value',
      '5',
      'null',
      '"',
      '\\',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          expect(typeof matches(parseFilter(filter, userType, options), KIM)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
          expect((error as ScimError).scimType).toBe('invalidFilter');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('find exactly the resource with the given name, whatever is in the name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (name, other) => {
          const filter = parseFilter(`externalId eq ${JSON.stringify(name)}`, userType, strictOptions);
          expect(matches(filter, { externalId: name })).toBe(true);
          expect(matches(filter, { externalId: other })).toBe(other === name);
        },
      ),
    );
  });

  it('keep the laws of logic', () => {
    const term = fc.constantFrom(
      'active eq true',
      'title pr',
      'userName co "k"',
      'emails[type eq "work"]',
      'nickName ne "x"',
    );
    fc.assert(
      fc.property(term, term, (a, b) => {
        expect(holds(`not (${a} and ${b})`)).toBe(holds(`not (${a}) or not (${b})`));
        expect(holds(`not (${a} or ${b})`)).toBe(holds(`not (${a}) and not (${b})`));
        expect(holds(`not (not (${a}))`)).toBe(holds(a));
      }),
    );
  });
});
