import { describe, expect, it } from 'vitest';
import { ALICE, BOB, CAROL, JOHN, tenant } from '../tenant.test.helper.js';

const DEVELOPER = { id: '507f191e810c19729de860ea', name: 'Developer', type: 'default', level: 'user' };

async function patched(id: string, operations: unknown) {
  const { call } = tenant();
  const { status, body } = await call('PATCH', `users/${id}`, operations);
  const user = (await call('GET', `users/${id}`)).body;
  const roles: string[] = user.assignedRoles.map(({ name }: { name: string }) => name);
  return { status, body, user, roles };
}

describe('a patch', () => {
  it('applies the document’s own example, /email and /preferredZoneInfo included', async () => {
    const { call, pass } = tenant();
    const before = (await call('GET', `users/${BOB}`)).body;
    pass(1000);
    const { status, body } = await call('PATCH', `users/${BOB}`, [
      { op: 'replace', path: '/name', value: 'John' },
      { op: 'replace', path: '/assignedRoles', value: [{ name: 'Developer' }] },
      { op: 'replace', path: '/email', value: 'unicorn@corp.example' },
      { op: 'replace', path: '/preferredZoneInfo', value: 'America/Halifax' },
      { op: 'replace', path: '/preferredLocale', value: 'en_US_POSIX' },
      { op: 'replace', path: '/status', value: 'active' },
    ]);
    expect(status).toBe(204);
    expect(body).toBeUndefined();
    expect((await call('GET', `users/${BOB}`)).body).toEqual({
      ...before,
      name: 'John',
      email: 'unicorn@corp.example',
      status: 'active',
      roles: ['Developer'],
      assignedRoles: [DEVELOPER],
      preferredLocale: 'en_US_POSIX',
      preferredZoneinfo: 'America/Halifax',
      lastUpdated: '2026-01-01T00:00:01.000Z',
      lastUpdatedAt: '2026-01-01T00:00:01.000Z',
    });
  });

  it.each([
    [[{ op: 'replace', path: '/assignedRoles', value: [] }], []],
    [
      [{ op: 'replace', path: '/assignedRoles', value: [{ id: '67ac386d2bab6dd4925008e8' }] }],
      ['Report Author'],
    ],
    [
      [{ op: 'add', path: '/assignedRoles/-', value: { name: 'Report Author' } }],
      ['TenantAdmin', 'Developer', 'Report Author'],
    ],
    [
      [{ op: 'add', path: '/assignedRoles', value: [{ name: 'DataAdmin' }] }],
      ['TenantAdmin', 'Developer', 'DataAdmin'],
    ],
    [[{ op: 'remove-value', path: '/assignedRoles', value: { name: 'TenantAdmin' } }], ['Developer']],
    [
      [{ op: 'remove-value', path: '/assignedRoles', value: [{ name: 'DataAdmin' }] }],
      ['TenantAdmin', 'Developer'],
    ],
    [[{ op: 'set', path: '/roles', value: ['DataAdmin'] }], ['DataAdmin']],
    [[{ op: 'replace', path: '/roles', value: 'DataAdmin' }], ['DataAdmin']],
    [[{ op: 'add', path: '/roles', value: 'DataAdmin' }], ['TenantAdmin', 'Developer', 'DataAdmin']],
    [[{ op: 'unset', path: '/roles', value: 'Developer' }], ['TenantAdmin']],
    [[{ op: 'unset', path: '/roles' }], []],
    [[{ op: 'unset', path: '/assignedRoles' }], []],
  ])('changes roles: %j', async (operations, expected) => {
    const { status, roles } = await patched(ALICE, operations);
    expect(status).toBe(204);
    expect(roles).toEqual(expected);
  });

  it('changes groups by id and by name', async () => {
    const { user } = await patched(JOHN, [
      { op: 'add', path: '/assignedGroups/-', value: { name: 'Auditors', providerType: 'custom' } },
      { op: 'remove-value', path: '/assignedGroups', value: [{ id: '507f191e810c19729de860eb' }] },
    ]);
    expect(user.assignedGroups).toEqual([
      { id: '507f191e810c19729de860ec', name: 'Auditors', providerType: 'custom', assignedRoles: [] },
    ]);
  });

  it('tells groups of one name apart by where they come from', async () => {
    const failed = {
      op: 'replace',
      path: '/assignedGroups',
      value: [{ name: 'Finance', providerType: 'custom' }],
    };
    const { status, body } = await patched(BOB, [failed]);
    expect(status).toBe(400);
    expect(body.errors[0].detail).toBe('No group has the name "Finance".');
    const { user } = await patched(BOB, [
      { op: 'replace', path: '/assignedGroups', value: [{ name: 'Finance', providerType: 'idp' }] },
    ]);
    expect(user.assignedGroups).toMatchObject([{ name: 'Finance', providerType: 'idp' }]);
  });

  it('renews an invitation', async () => {
    const { call, pass } = tenant();
    pass(3_600_000);
    expect((await call('GET', `users/${CAROL}`)).body.inviteExpiry).toBe(601200);
    expect((await call('PATCH', `users/${CAROL}`, [{ op: 'renew', path: '/inviteExpiry' }])).status).toBe(
      204,
    );
    expect((await call('GET', `users/${CAROL}`)).body.inviteExpiry).toBe(604800);
  });

  it('ends the invitation of a user who is made active', async () => {
    const { user } = await patched(CAROL, [{ op: 'replace', path: '/status', value: 'active' }]);
    expect(user.status).toBe('active');
    expect(user).not.toHaveProperty('inviteExpiry');
  });

  it('answers 207 with the failures when an operation fails and the others are applied', async () => {
    const { status, body, user, roles } = await patched(BOB, [
      { op: 'replace', path: '/name', value: 'Robert' },
      { op: 'replace', path: '/assignedRoles', value: [{ name: 'Developer' }, { name: 'Wizard' }] },
      { op: 'replace', path: '/email', value: 'ALICE@corp.example' },
    ]);
    expect(status).toBe(207);
    expect(body.errors).toEqual([
      {
        code: 'USERS-7',
        title: 'Not found',
        status: 404,
        detail: 'No role has the name "Wizard".',
        source: { pointer: '/1/value' },
      },
      expect.objectContaining({ code: 'HTTP-409', source: { pointer: '/2/value' } }),
    ]);
    expect(body.traceId).toMatch(/^0{16}[0-9a-f]{16}$/);
    expect(user).toMatchObject({ name: 'Robert', email: 'bob@corp.example' });
    expect(roles).toEqual(['SharedSpaceCreator']);
  });

  it('answers 400 when every operation fails', async () => {
    const { status, body } = await patched(BOB, [
      { op: 'replace', path: '/assignedRoles', value: [{ name: 'Wizard' }] },
      { op: 'renew', path: '/inviteExpiry' },
      { op: 'replace', path: '/status', value: 'invited' },
    ]);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(3);
  });

  it.each([
    [{ op: 'move', path: '/name', value: 'x' }, '/1/op'],
    [{ op: 'renew', path: '/name', value: 'x' }, '/1/op'],
    [{ op: 'replace', path: '/inviteExpiry', value: '7' }, '/1/op'],
    [{ op: 'replace', path: '/assignedRoles/-', value: [] }, '/1/op'],
    [{ op: 'unset', path: '/name' }, '/1/op'],
    [{ op: 'replace', path: '/subject', value: 'x' }, '/1/path'],
    [{ op: 'replace', path: '/constructor', value: 'x' }, '/1/path'],
    [{ op: 'replace', value: 'x' }, '/1/path'],
    [{ op: 'replace', path: '/name', value: true }, '/1/value'],
    [{ op: 'replace', path: '/name', value: '' }, '/1/value'],
    [{ op: 'replace', path: '/email', value: 'nobody' }, '/1/value'],
    [{ op: 'replace', path: '/status', value: 'asleep' }, '/1/value'],
    [{ op: 'replace', path: '/assignedRoles', value: ['Developer'] }, '/1/value'],
    [{ op: 'replace', path: '/assignedRoles', value: { name: 'Developer' } }, '/1/value'],
    [{ op: 'add', path: '/roles' }, '/1/value'],
    [{ op: 'replace', path: '/assignedGroups', value: [{ name: 'Auditors' }] }, '/1/value'],
    ['replace', '/1'],
  ])('is refused as a whole for the malformed operation %j', async (operation, pointer) => {
    const good = { op: 'replace', path: '/name', value: 'Changed' };
    const { status, body, user } = await patched(BOB, [good, operation]);
    expect(status).toBe(400);
    expect(body.errors[0].source).toEqual({ pointer });
    expect(user.name).toBe('Bob');
  });

  it('must be an array, and may be empty', async () => {
    expect((await patched(BOB, { op: 'replace', path: '/name', value: 'x' })).status).toBe(400);
    expect((await patched(BOB, [])).status).toBe(204);
  });

  it('of an unknown user is the document’s 404', async () => {
    const { status, body } = await tenant().call('PATCH', 'users/nobody', []);
    expect(status).toBe(404);
    expect(body.errors).toEqual([{ code: 'USERS-7', title: 'Not found', status: 404 }]);
  });
});
