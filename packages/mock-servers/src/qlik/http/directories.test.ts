import { describe, expect, it } from 'vitest';
import { ALICE, JOHN, names, tenant } from '../tenant.test.helper.js';

const DEVELOPER = '507f191e810c19729de860ea';
const FINANCE = '507f191e810c19729de860eb';

describe('roles', () => {
  it('are those that users hold, sorted by name, and each can be read', async () => {
    const { call } = tenant();
    const { body } = await call('GET', `users/${JOHN}`);
    const [held] = body.assignedRoles;
    const one = await call('GET', `roles/${held.id}`);
    expect(one.body).toMatchObject({ ...held, tenantId: body.tenantId, canEdit: false, canDelete: false });
    expect(one.body.links.self.href).toBe(`http://localhost/api/v1/roles/${DEVELOPER}`);
    const all = names(await call('GET', 'roles'));
    expect(all).toHaveLength(8);
    expect(all).toEqual(all.toSorted());
  });

  it('are filtered and counted without regard to case, and paged by links', async () => {
    const { call, walk } = tenant();
    const query = `filter=${encodeURIComponent('TYPE eq "DEFAULT" and level eq "user"')}&totalResults=true`;
    const { body } = await call('GET', `roles?limit=2&sort=-name&${query}`);
    expect(body.totalResults).toBe(4);
    expect(names({ body } as never)).toEqual(['SharedSpaceCreator', 'ManagedSpaceCreator']);
    const met = await walk(`roles?limit=3`);
    expect(new Set(met).size).toBe(8);
  });

  it('of an unknown id are a 404 with the code of Qlik’s sample', async () => {
    const { status, body } = await tenant().call('GET', 'roles/nothing');
    expect(status).toBe(404);
    expect(body.errors).toEqual([{ code: 'IDENTITIES-10402', title: 'Not found' }]);
  });

  it('that a seed adds can be given and found', async () => {
    const { call, sandbox } = tenant();
    sandbox.seed({ roles: [{ id: 'r-1', name: 'Archivist', description: 'Keeps things.' }] });
    const add = [{ op: 'add', path: '/assignedRoles/-', value: { name: 'Archivist' } }];
    expect((await call('PATCH', `users/${JOHN}`, add)).status).toBe(204);
    expect((await call('GET', 'roles/r-1')).body).toMatchObject({ type: 'custom', canEdit: true });
    const holders = `users?filter=${encodeURIComponent('assignedRoles.id eq "r-1"')}`;
    expect(names(await call('GET', holders))).toEqual(['John Smith']);
  });
});

describe('groups', () => {
  it('are listed without the system’s, which come alone when asked for', async () => {
    const { call } = tenant();
    expect(names(await call('GET', 'groups'))).toEqual(['accounting', 'Auditors', 'Finance']);
    expect(names(await call('GET', 'groups?systemGroups=true'))).toEqual(['com.qlik.Everyone']);
    expect((await call('GET', 'groups?systemGroups=true&sort=name')).status).toBe(400);
  });

  it('are filtered by GET and by POST alike', async () => {
    const { call } = tenant();
    const filter = 'name eq "finance" and providerType eq "idp"';
    expect(names(await call('GET', `groups?filter=${encodeURIComponent(filter)}`))).toEqual(['Finance']);
    expect(names(await call('POST', 'groups/actions/filter', { filter }))).toEqual(['Finance']);
    const tooMany = Array.from({ length: 101 }, (_, i) => `id eq "${i}"`).join(' or ');
    expect((await call('POST', 'groups/actions/filter', { filter: tooMany })).status).toBe(400);
  });

  it('name the roles that they bring', async () => {
    const { body } = await tenant().call('GET', `groups/${FINANCE}`);
    expect(body).toMatchObject({ name: 'Finance', assignedRoles: [{ id: DEVELOPER, name: 'Developer' }] });
    expect(body).not.toHaveProperty('description');
    expect(body).not.toHaveProperty('roleIds');
  });

  it('of an unknown id are a 404 with the code of Qlik’s sample', async () => {
    const { status, body } = await tenant().call('GET', 'groups/nothing');
    expect(status).toBe(404);
    expect(body.errors[0].code).toBe('GROUPS-7');
  });

  it('of one name and two providers stand beside each other', async () => {
    const { call, sandbox } = tenant();
    sandbox.seed({ groups: [{ id: 'g-1', name: 'Finance', assignedRoles: [{ name: 'DataAdmin' }] }] });
    const filter = encodeURIComponent('name eq "Finance"');
    const { body } = await call('GET', `groups?filter=${filter}&sort=providerType`);
    expect(body.data).toMatchObject([
      { id: 'g-1', providerType: 'custom', assignedRoles: [{ name: 'DataAdmin' }] },
      { id: FINANCE, providerType: 'idp' },
    ]);
  });
});

describe('the caller without TenantAdmin', () => {
  it('sees and revokes its own keys only', async () => {
    const { call, sandbox } = tenant();
    sandbox.seed({ me: JOHN });
    expect((await call('GET', 'api-keys')).status).toBe(403);
    expect((await call('GET', `api-keys?sub=${ALICE}`)).status).toBe(403);
    const own = await call('GET', `api-keys?sub=${JOHN}&status=active`);
    expect(own.body.data).toHaveLength(1);
    expect((await call('DELETE', 'api-keys/7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e04')).status).toBe(403);
  });
});
