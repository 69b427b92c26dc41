import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScimError } from '../errors.js';
import type { Json, JsonObject } from '../json.js';
import { options, strictOptions } from '../options.test.helper.js';
import type { ResourceType } from '../schema/definition.js';
import { groupType, userType } from '../schema/resource-types.js';
import { applyPatch } from './apply.js';
import { PATCH_SCHEMA, readOperations } from './operations.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const KIM: JsonObject = {
  id: 'U1',
  userName: 'kim@acme.test',
  name: { givenName: 'Kim', familyName: 'Lee' },
  active: true,
  emails: [{ value: 'kim@acme.test', type: 'work', primary: true }],
};
const TEAM: JsonObject = {
  id: 'G1',
  displayName: 'Sec',
  members: [
    { value: 'U1', display: 'Kim' },
    { value: 'U2', type: 'User' },
  ],
};

function patch(
  operations: Json[],
  resource: JsonObject = KIM,
  type: ResourceType = userType,
  of = options,
): JsonObject {
  const read = readOperations({ schemas: [PATCH_SCHEMA], Operations: operations }, of.quirks, of.limits);
  return applyPatch(type, resource, read, of);
}

const patchTeam = (operations: Json[]) => patch(operations, TEAM, groupType);

function refusal(run: () => unknown): ScimError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('PATCH', () => {
  it('adds, replaces and removes by path', () => {
    expect(patch([{ op: 'replace', path: 'name.familyName', value: 'Li' }]).name).toEqual({
      givenName: 'Kim',
      familyName: 'Li',
    });
    expect(patch([{ op: 'add', path: 'title', value: 'Analyst' }]).title).toBe('Analyst');
    expect(patch([{ op: 'remove', path: 'name.familyName' }]).name).toEqual({ givenName: 'Kim' });
    expect(patch([{ op: 'remove', path: 'emails' }])).not.toHaveProperty('emails');
    expect(patch([{ op: 'replace', path: 'emails', value: [] }])).not.toHaveProperty('emails');
    expect(patch([{ op: 'replace', path: 'name', value: { familyName: 'Li' } }]).name).toEqual({
      givenName: 'Kim',
      familyName: 'Li',
    });
  });

  it('takes operation names and attribute names in any case', () => {
    expect(patch([{ op: 'REPLACE', path: 'NAME.GIVENNAME', value: 'K' }]).name).toMatchObject({
      givenName: 'K',
    });
    expect(
      refusal(() => patch([{ op: 'Replace', path: 'active', value: false }], KIM, userType, strictOptions))
        .scimType,
    ).toBe('invalidSyntax');
  });

  it.each([['False'], ['false'], [false]])('reads %j as false for active', (value) => {
    expect(patch([{ op: 'Replace', path: 'active', value }]).active).toBe(false);
    expect(patch([{ op: 'replace', value: { active: value } }]).active).toBe(false);
  });

  it("applies Entra's pathless value with dotted and URN names", () => {
    const patched = patch([
      {
        op: 'replace',
        value: {
          displayName: 'Kim',
          'name.givenName': 'K',
          'name.familyName': 'Li',
          [`${ENTERPRISE}:employeeNumber`]: '7',
          [ENTERPRISE]: { department: 'IT' },
        },
      },
    ]);
    expect(patched).toMatchObject({
      displayName: 'Kim',
      name: { givenName: 'K', familyName: 'Li' },
      [ENTERPRISE]: { employeeNumber: '7', department: 'IT' },
    });
    expect(
      refusal(() => patch([{ op: 'add', value: { 'name.givenName': 'K' } }], KIM, userType, strictOptions))
        .scimType,
    ).toBe('invalidPath');
  });

  it('makes the element that a filter describes, once for several operations', () => {
    const phone = (part: string, value: string) => ({
      op: 'Add',
      path: `phoneNumbers[type eq "mobile"].${part}`,
      value,
    });
    expect(patch([phone('value', '+1'), phone('display', 'one')]).phoneNumbers).toEqual([
      { type: 'mobile', value: '+1', display: 'one' },
    ]);
    const roles = patch([{ op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' }]).roles;
    expect(roles).toEqual([{ primary: true, value: 'Admin' }]);
    const again = patch([{ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'User' }], {
      ...KIM,
      roles: roles ?? null,
    });
    expect(again.roles).toEqual([{ primary: true, value: 'User' }]);
  });

  it('refuses to replace what no filter finds, where creation is off or the filter describes nothing', () => {
    const replace = [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'k@home.test' }];
    expect(refusal(() => patch(replace, KIM, userType, strictOptions)).scimType).toBe('noTarget');
    const vague = [{ op: 'replace', path: 'emails[value co "zz"].value', value: 'k@home.test' }];
    expect(refusal(() => patch(vague)).scimType).toBe('noTarget');
  });

  it('leaves one primary value', () => {
    const added = patch([
      { op: 'add', path: 'emails', value: [{ value: 'k@home.test', type: 'home', primary: true }] },
    ]);
    expect(added.emails).toEqual([
      { value: 'kim@acme.test', type: 'work', primary: false },
      { value: 'k@home.test', type: 'home', primary: true },
    ]);
    const two = {
      op: 'add',
      path: 'emails',
      value: [
        { value: 'a', primary: true },
        { value: 'b', primary: true },
      ],
    };
    expect(refusal(() => patch([two])).scimType).toBe('invalidValue');
  });

  it('changes nothing by adding what is there', () => {
    expect(patch([{ op: 'add', path: 'emails', value: [{ value: 'KIM@acme.test' }] }]).emails).toHaveLength(
      1,
    );
    expect(patch([{ op: 'add', value: KIM }])).toEqual(KIM);
  });

  it('takes manager as a string, an object and a list of one, for null and for nothing', () => {
    for (const value of ['U2', { value: 'U2' }, [{ value: 'U2', $ref: null }]]) {
      expect(patch([{ op: 'Add', path: 'manager', value }])).toMatchObject({
        [ENTERPRISE]: { manager: { value: 'U2' } },
      });
    }
    const managed = patch([{ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'U2' }]);
    expect(patch([{ op: 'Remove', path: 'manager', value: null }], managed)).toEqual(KIM);
  });

  it('refuses readOnly attributes, and a required one that goes', () => {
    for (const path of ['id', 'meta.created', 'groups', 'schemas']) {
      expect(refusal(() => patch([{ op: 'replace', path, value: 'x' }])).scimType).toBe('mutability');
    }
    expect(refusal(() => patch([{ op: 'remove', path: 'userName' }])).scimType).toBe('mutability');
    expect(refusal(() => patch([{ op: 'replace', path: 'userName', value: '' }])).scimType).toBe(
      'mutability',
    );
    expect(refusal(() => patch([{ op: 'replace', value: { id: 'U7' } }])).scimType).toBe('mutability');
  });

  it.each<[Json, string]>([
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'move', path: 'title' }, 'invalidSyntax'],
    [{ op: 'add', path: 'titel', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'emails[type eq "work"', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'emails[type is "work"]', value: 'x' }, 'invalidFilter'],
    [{ op: 'add', path: 'name[givenName eq "Kim"]', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'active', value: 'perhaps' }, 'invalidValue'],
    [{ op: 'add', path: 'active' }, 'invalidValue'],
    [{ op: 'replace', value: 'x' }, 'invalidValue'],
    [{ op: 'replace', value: { nonsense: 1 } }, 'invalidPath'],
  ])('refuses %j as %s', (operation, scimType) => {
    expect(refusal(() => patch([operation]))).toMatchObject({ status: 400, scimType });
  });

  it('leaves the given resource as it was, also when a later operation fails', () => {
    const before = structuredClone(KIM);
    refusal(() =>
      patch([
        { op: 'replace', path: 'name.givenName', value: 'X' },
        { op: 'replace', path: 'nonsense', value: 'X' },
      ]),
    );
    expect(KIM).toEqual(before);
  });

  it('takes so many operations and no more', () => {
    const one = { op: 'replace', path: 'title', value: 'x' };
    expect(refusal(() => patch(Array.from({ length: 1001 }, () => one))).scimType).toBe('tooMany');
  });
});

describe('PATCH of members', () => {
  it.each<[string, Json]>([
    ['a filter', { op: 'remove', path: 'members[value eq "U1"]' }],
    ['a list', { op: 'Remove', path: 'members', value: [{ value: 'U1' }] }],
    ['a list with $ref null', { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'U1' }] }],
    [
      'a list with another display',
      { op: 'Remove', path: 'members', value: [{ value: 'U1', display: 'K' }] },
    ],
    [
      'a list with a type that is not stored',
      { op: 'Remove', path: 'members', value: [{ value: 'U1', type: 'User' }] },
    ],
  ])('removes one by %s', (_, operation) => {
    expect(patchTeam([operation]).members).toEqual([{ value: 'U2', type: 'User' }]);
  });

  it('removes all without value, and none by an empty list', () => {
    expect(patchTeam([{ op: 'remove', path: 'members' }])).not.toHaveProperty('members');
    expect(patchTeam([{ op: 'remove', path: 'members', value: [] }])).toEqual(TEAM);
  });

  it('adds one once, whatever display comes with it', () => {
    const added = patchTeam([
      { op: 'add', path: 'members', value: [{ value: 'U3', $ref: null }] },
      { op: 'add', path: 'members', value: [{ value: 'U3', display: 'Lou' }] },
    ]);
    expect(added.members).toHaveLength(3);
  });

  it('takes a hostile value for a value', () => {
    const hostile = 'zz" or value pr or value eq "zz';
    expect(patchTeam([{ op: 'remove', path: 'members', value: [{ value: hostile }] }])).toEqual(TEAM);
  });

  it('keeps a member immutable', () => {
    const change = [{ op: 'replace', path: 'members[value eq "U1"].value', value: 'U9' }];
    expect(refusal(() => patchTeam(change)).scimType).toBe('mutability');
  });

  it("takes Okta's pathless push with the group's own id and name, and refuses a rename: the system names its groups", () => {
    expect(patchTeam([{ op: 'replace', value: { id: 'G1', displayName: 'Sec' } }])).toEqual(TEAM);
    const rename = [{ op: 'replace', value: { id: 'G1', displayName: 'Sec2' } }];
    expect(refusal(() => patchTeam(rename)).scimType).toBe('mutability');
  });
});

describe('PATCH against prototypes', () => {
  it.each<[Json]>([
    [{ op: 'add', path: '__proto__.polluted', value: 'x' }],
    [{ op: 'add', path: 'constructor.prototype.polluted', value: 'x' }],
    [{ op: 'add', path: 'name.__proto__', value: { polluted: 'x' } }],
    [{ op: 'add', value: { 'constructor.prototype.polluted': 'x' } }],
    [{ op: 'add', value: JSON.parse('{"__proto__": null}') }],
    [JSON.parse('{"op": "add", "value": {"__proto__": {"polluted": "x"}}}')],
    [JSON.parse('{"op": "add", "path": "name", "value": {"__proto__": {"polluted": "x"}}}')],
    [
      JSON.parse(
        '{"op": "add", "path": "emails", "value": [{"value": "a", "__proto__": {"polluted": "x"}}]}',
      ),
    ],
    [{ op: 'add', value: { [`${ENTERPRISE}:__proto__`]: { polluted: 'x' } } }],
  ])('refuses %j', (operation) => {
    expect(refusal(() => patch([operation])).status).toBe(400);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('PATCH in general', () => {
  const names = fc.constantFrom(
    'userName',
    'name',
    'name.givenName',
    'emails',
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    'emails.value',
    'roles',
    'active',
    'manager',
    '__proto__',
    'constructor.prototype',
    `${ENTERPRISE}:department`,
    'id',
    'meta',
    'x',
  );
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<Json>('x', true, 'False', null, [], [{ value: 'a', primary: true }], { value: 'b' }),
    fc.dictionary(names, fc.jsonValue({ maxDepth: 1 })),
  );
  const operation = fc.record(
    { op: fc.constantFrom('add', 'Replace', 'remove', 'x'), path: names, value: values },
    { requiredKeys: ['op'] },
  );

  it('ends in a resource or a SCIM error, leaves its input alone, and touches no prototype', () => {
    const before = JSON.stringify(KIM);
    const prototype = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), (operations) => {
        try {
          const patched = patch(operations as Json[]);
          expect(patched.userName).toBeTypeOf('string');
          expect(patched.id).toBe('U1');
          const emails = (patched.emails ?? []) as JsonObject[];
          expect(emails.filter(({ primary }) => primary === true).length).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
        expect(JSON.stringify(KIM)).toBe(before);
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototype);
      }),
      { numRuns: 2000 },
    );
  });

  it('says the same when it is said twice', () => {
    fc.assert(
      fc.property(operation, (each) => {
        fc.pre(each.op !== 'x');
        let once: JsonObject;
        try {
          once = patch([each as Json]);
        } catch {
          return;
        }
        expect(patch([each as Json], once)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });
});
