import { describe, expect, it } from 'vitest';
import { BOB, JOHN, names, tenant } from '../tenant.test.helper.js';

const asQuery = (filter: string) => `users?filter=${encodeURIComponent(filter)}`;

describe('a filter', () => {
  it.each([
    [
      `(id eq "${JOHN}" or id eq "${BOB}") and (status eq "active" or status eq "disabled")`,
      ['Bob', 'John Smith'],
    ],
    ['(name eq "Bob" or name eq "Alice") and (status eq "active" or status eq "disabled")', ['Alice', 'Bob']],
    [
      '(id eq "626949b9017b657805080bbd" or id eq "626949bf017b657805080bbe") and (status eq "active" or status eq "deleted")',
      ['Alice'],
    ],
    ['name co "SMITH" or email co "ALICE" or subject co "nothing" or id eq "query"', ['Alice', 'John Smith']],
    ["subject eq 'john1234'", ['John Smith']],
    ['NAME EQ "bob" OR Name Eq "ALICE"', ['Alice', 'Bob']],
    ['status eq "ACTIVE"', ['Alice', 'John Smith', 'Nightly Reload']],
    ['status eq "invited" or status eq "disabled"', ['Bob', 'Carol']],
    ['name co "o" and email co "b" and status eq "disabled"', ['Bob']],
    ['name eq "Bob" or name eq "Alice" and email co "bob"', ['Bob']],
    ['(name eq "Bob" or name eq "Alice") and email co "alice"', ['Alice']],
    ['clientId eq "F0E92F326AC77427DF155940FEC39E6A"', ['Nightly Reload']],
    ['subject eq "qlikbot\\\\nightly-reload"', ['Nightly Reload']],
    ['assignedRoles.name eq "TenantAdmin"', ['Alice']],
    ['assignedRoles.id eq "507f191e810c19729de860ea"', ['Alice', 'John Smith']],
    ['assignedGroups.id eq "507f191e810c19729de860ec"', ['Nightly Reload']],
    ['assignedGroupsAssignedRoles.name eq "developer"', ['John Smith']],
    ['assignedScopes eq "admin.users"', ['Alice']],
    ['', ['Alice', 'Bob', 'Carol', 'John Smith', 'Nightly Reload']],
  ])('is really evaluated, by GET and by POST: %s', async (filter, expected) => {
    const { call } = tenant();
    expect(names(await call('GET', asQuery(filter)))).toEqual(expected);
    expect(names(await call('POST', 'users/actions/filter', { filter }))).toEqual(expected);
  });

  it.each([
    'name eq "Bob" or name eq "Alice" and (status eq "active" or status eq "disabled")',
    'status eq "active" or name eq "Bob"',
    'status eq "active" and status eq "disabled"',
    '(name eq "Bob" or status eq "active") and status eq "active"',
  ])('must group its status conditions over the whole query: %s', async (filter) => {
    const { status, body } = await tenant().call('GET', asQuery(filter));
    expect(status).toBe(400);
    expect(body.errors[0].detail).toContain('status must be grouped');
  });

  it.each([
    ['name', 'position 4'],
    ['name eq', 'position 7'],
    ['name eq Bob', 'a quoted value'],
    ['name eq "Bob', 'position 8'],
    ['name ne "Bob"', 'eq, co'],
    ['status co "act"', 'an operator that status supports (eq)'],
    ['id co "6"', 'an operator that id supports (eq)'],
    ['nick eq "Bob"', 'one of id, subject, name'],
    ['(name eq "Bob"', 'a closing parenthesis'],
    ['name eq "Bob")', 'the end of the filter'],
    ['name eq "Bob" xor name eq "Al"', '"xor"'],
    ['not (name eq "Bob")', '"not"'],
    ['name eq "Bob" and', 'it ends'],
    ['& name', 'position 0'],
    [`${'('.repeat(60)}name eq "Bob"${')'.repeat(60)}`, 'too complex'],
  ])('is a 400 that says where it is wrong: %s', async (filter, detail) => {
    const { status, body } = await tenant().call('POST', 'users/actions/filter', { filter });
    expect(status).toBe(400);
    expect(body.errors[0].detail).toContain(detail);
  });

  it('may name 100 ids on the filter operation, and not one more', async () => {
    const { call } = tenant();
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `id eq "${i}"`).join(' or ');
    expect((await call('POST', 'users/actions/filter', { filter: ids(100) })).status).toBe(200);
    const refused = await call('POST', 'users/actions/filter', { filter: ids(101) });
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0].detail).toContain('101 ids');
  });

  it('finds deleted users only when it asks for that status', async () => {
    const { call } = tenant();
    await call('DELETE', `users/${BOB}`);
    expect(names(await call('GET', asQuery('name eq "Bob"')))).toEqual([]);
    const deleted = await call('GET', asQuery('name eq "Bob" and status eq "deleted"'));
    expect(deleted.body.data[0]).toMatchObject({ id: BOB, status: 'deleted' });
    expect((await call('GET', `users/${BOB}`)).status).toBe(404);
  });
});

describe('the filter operation', () => {
  it('pages, sorts and projects like the list, also without a body', async () => {
    const { call } = tenant();
    const first = await call('POST', 'users/actions/filter?limit=2&sort=-name&fields=name');
    expect(first.body.data).toEqual([{ name: 'Nightly Reload' }, { name: 'John Smith' }]);
    const second = await call('POST', first.body.links.next.href);
    expect(names(second)).toEqual(['Carol', 'Bob']);
    expect(names(await call('POST', second.body.links.prev.href))).toEqual(['Nightly Reload', 'John Smith']);
  });

  it('takes a bare user id as next and prev, and then goes by id', async () => {
    const { call } = tenant();
    const after = await call('POST', `users/actions/filter?next=${JOHN}`, {});
    expect(names(after)).toEqual(['Bob', 'Nightly Reload']);
    const before = await call('POST', `users/actions/filter?prev=${JOHN}&limit=1`, {});
    expect(names(before)).toEqual(['Carol']);
    expect(names(await call('POST', before.body.links.prev.href, {}))).toEqual(['Alice']);
  });

  it('refuses a body that is no object and a filter that is no string', async () => {
    const { call } = tenant();
    expect((await call('POST', 'users/actions/filter', [])).status).toBe(400);
    expect((await call('POST', 'users/actions/filter', { filter: 7 })).status).toBe(400);
  });
});
