import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScimError } from '../errors.js';
import { type Json, parseJson } from '../json.js';
import { options, strictOptions } from '../options.test.helper.js';
import { describeSchema } from './describe.js';
import { keepServed } from './keep-served.js';
import { project, readProjection } from './project.js';
import { readResource } from './read-resource.js';
import { restrict, userType } from './resource-types.js';
import { USER_SCHEMA, userSchema } from './user.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const read = (body: Record<string, Json>, of = options) =>
  readResource(userType, { schemas: [USER_SCHEMA], ...body }, of);

function refusal(run: () => unknown): ScimError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a resource that a client sends', () => {
  it('gets the names of the schema, and loses what is unassigned or readOnly', () => {
    const kim = read({
      USERNAME: 'kim',
      Name: { GIVENNAME: 'Kim', middleName: '' },
      id: 'U7',
      meta: { resourceType: 'User' },
      groups: [],
      roles: [],
      addresses: null,
      department: null,
      emails: [{ value: 'kim@acme.test', type: null }, null],
    });
    expect(kim).toEqual({
      userName: 'kim',
      name: { givenName: 'Kim' },
      emails: [{ value: 'kim@acme.test' }],
    });
  });

  it('takes an extension under its URN, listed or not', () => {
    expect(
      read({ userName: 'kim', [ENTERPRISE.toUpperCase()]: { Department: 'IT', manager: 'U2' } }),
    ).toEqual({
      userName: 'kim',
      [ENTERPRISE]: { department: 'IT', manager: { value: 'U2' } },
    });
  });

  it("reads Entra's role as JSON inside a string", () => {
    const value = '{"id":"1","value":"Admin","displayName":"The admins"}';
    expect(read({ userName: 'kim', roles: [{ value }] }).roles).toEqual([
      { value: 'Admin', display: 'The admins' },
    ]);
    expect(read({ userName: 'kim', roles: [{ value }] }, strictOptions).roles).toEqual([{ value }]);
  });

  it.each<[Record<string, Json>, string]>([
    [{}, 'invalidValue'],
    [{ userName: '' }, 'invalidValue'],
    [{ userName: 5 }, 'invalidValue'],
    [{ userName: 'kim', nickname2: 'x' }, 'invalidSyntax'],
    [{ userName: 'kim', 'urn:acme:2.0:User': { x: 1 } }, 'invalidSyntax'],
    [{ userName: 'kim', name: { first: 'Kim' } }, 'invalidSyntax'],
    [{ userName: 'kim', name: 'Kim' }, 'invalidValue'],
    [{ userName: 'kim', active: 'perhaps' }, 'invalidValue'],
    [{ userName: 'kim', schemas: [] }, 'invalidSyntax'],
    [{ userName: 'kim', schemas: [USER_SCHEMA, USER_SCHEMA] }, 'invalidSyntax'],
    [
      {
        userName: 'kim',
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      'invalidValue',
    ],
  ])('%j is refused as %s', (body, scimType) => {
    expect(refusal(() => read(body))).toMatchObject({ status: 400, scimType });
  });

  it('says which attribute was meant', () => {
    expect(refusal(() => read({ userName: 'kim', dislayName: 'x' })).message).toContain('displayName?');
  });

  it('ends in a resource or a SCIM error, whatever comes', () => {
    const names = fc.oneof(
      fc.constantFrom('userName', 'emails', 'name', 'active', '__proto__', ENTERPRISE),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 4 })), (body) => {
        try {
          expect(read({ userName: 'kim', ...(body as Record<string, Json>) }).userName).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
    );
  });
});

describe('a body', () => {
  it('is refused when it nests too deep, before a parser sees it', () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(refusal(() => parseJson(deep, 16))).toMatchObject({ scimType: 'invalidSyntax' });
    expect(parseJson('{"a":"[[[[[\\"[["}', 1)).toEqual({ a: '[[[[["[[' });
  });

  it('is refused when it is no JSON', () => {
    expect(refusal(() => parseJson('{"a":', 16)).scimType).toBe('invalidSyntax');
  });
});

describe('what a system has', () => {
  const served = restrict(userType, [
    'userName',
    'name.givenName',
    'emails.value',
    `${ENTERPRISE}:department`,
  ]);

  it('is what its schemas show', () => {
    expect(served.schema.attributes.map(({ name }) => name)).toEqual(['userName', 'name', 'emails']);
    expect(served.extensions[0]?.attributes.map(({ name }) => name)).toEqual(['department']);
    const shown = describeSchema(served.schema, 'https://h/scim/v2/iq');
    expect(JSON.stringify(shown)).not.toContain('null');
    expect(shown.meta).toEqual({
      resourceType: 'Schema',
      location: `https://h/scim/v2/iq/Schemas/${USER_SCHEMA}`,
    });
  });

  it('is kept of what a client sends, and the rest is named', () => {
    const sent = read({
      userName: 'kim',
      title: 'Analyst',
      name: { givenName: 'Kim', familyName: 'Lee' },
      emails: [{ value: 'a', type: 'work' }],
      [ENTERPRISE]: { department: 'IT', costCenter: '7' },
    });
    expect(keepServed(served, sent)).toEqual({
      resource: {
        userName: 'kim',
        name: { givenName: 'Kim' },
        emails: [{ value: 'a' }],
        [ENTERPRISE]: { department: 'IT' },
      },
      leftOut: ['title', 'name.familyName', 'emails.type', `${ENTERPRISE}:costCenter`],
    });
  });
});

describe('what an answer shows', () => {
  const kim = {
    schemas: [USER_SCHEMA],
    id: 'U1',
    userName: 'kim',
    password: 'hidden',
    name: { givenName: 'Kim', familyName: 'Lee' },
    emails: [{ value: 'a', type: 'work' }],
    meta: { resourceType: 'User', version: 'W/"1"' },
    [ENTERPRISE]: { department: 'IT' },
  };
  const show = (attributes: string[], excluded: string[] = []) =>
    project(userType, kim, readProjection(userType, attributes, excluded));

  it('is everything but what is never returned', () => {
    const { password: _, ...rest } = kim;
    expect(project(userType, kim)).toEqual(rest);
    expect(show(['password'])).toEqual({ schemas: [USER_SCHEMA], id: 'U1' });
  });

  it('is what was asked for and what is always returned', () => {
    expect(show(['NAME.givenName', 'emails.value', 'nickName'])).toEqual({
      schemas: [USER_SCHEMA],
      id: 'U1',
      name: { givenName: 'Kim' },
      emails: [{ value: 'a' }],
    });
    expect(show([`${ENTERPRISE}:department`])).toHaveProperty([ENTERPRISE, 'department'], 'IT');
    expect(show([ENTERPRISE])).toHaveProperty([ENTERPRISE, 'department'], 'IT');
  });

  it('is all but what was excluded, and keeps the id', () => {
    const shown = show([], ['id', 'name.familyName', 'emails', 'meta']);
    expect(shown).toEqual({
      schemas: [USER_SCHEMA],
      id: 'U1',
      userName: 'kim',
      name: { givenName: 'Kim' },
      [ENTERPRISE]: { department: 'IT' },
    });
  });

  it('is an error for both parameters, and for a name that no schema has', () => {
    expect(refusal(() => show(['id'], ['name'])).scimType).toBe('invalidValue');
    expect(refusal(() => show(['usrName'])).message).toContain('userName');
  });
});

describe('the definitions', () => {
  it('have the names of RFC 7643', () => {
    expect(userSchema.attributes.map(({ name }) => name)).toEqual(
      'userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active password emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates'.split(
        ' ',
      ),
    );
  });
});
