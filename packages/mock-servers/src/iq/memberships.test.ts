import { describe, expect, it } from 'vitest';
import { createMock, type MockOptions } from '../index.js';

const API = '/api/v2';
const DEVELOPER = '1da70fae1fd54d6cb7999871ebdb9a36';
const ADMINISTRATOR = '1b92fae3e55a411793a091fb821c422d';
const SANDBOX = '2d0dfb87b67b43a3b4271e462bae9eca';
const WEBGOAT = '4bb67dcfc86344e3a483832f8c496419';
const BOB_HERE = { ownerId: SANDBOX, ownerType: 'ORGANIZATION', type: 'USER', userOrGroupName: 'bob' };

interface Mapping {
  roleId: string;
  members: { ownerId: string; userOrGroupName: string }[];
}

/** A strict sandbox: an answer that breaks the document would be a 500. */
async function iq(options: MockOptions = {}) {
  const mock = await createMock('iq', { strict: true, ...options });
  const call = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const answer = await mock.fetch(`http://localhost:8070${API}/${path}`, {
      method,
      headers: { ...mock.credentials.headers, ...headers },
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) : text };
  };
  const members = async (owner: string, roleId = DEVELOPER) => {
    const { body } = await call('GET', `roleMemberships/${owner}`);
    return body.memberMappings.find((mapping: Mapping) => mapping.roleId === roleId).members;
  };
  return { mock, call, members };
}

describe('role memberships of the IQ sandbox', () => {
  it('list every role, those that nobody has too', async () => {
    const { call } = await iq();
    const { body } = await call('GET', 'roleMemberships/global');
    const roles = await call('GET', 'roles');
    expect(body.memberMappings.map(({ roleId }: Mapping) => roleId)).toEqual(
      roles.body.roles.map(({ id }: { id: string }) => id),
    );
    expect(body.memberMappings[0].members).toEqual([
      { ownerId: 'global', ownerType: 'GLOBAL', type: 'USER', userOrGroupName: 'admin' },
    ]);
    expect(body.memberMappings[1].members).toEqual([]);
  });

  it('come down from an organization to what is below it, and name where they were granted', async () => {
    const { call, members } = await iq();
    expect(await members(`organization/${SANDBOX}`)).toEqual([BOB_HERE]);
    expect(await members(`application/${WEBGOAT}`)).toEqual([BOB_HERE]);
    expect(await members('organization/ROOT_ORGANIZATION_ID')).toEqual([]);
    const grant = `roleMemberships/organization/ROOT_ORGANIZATION_ID/role/${DEVELOPER}/group/Authenticated%20Users`;
    expect((await call('PUT', grant)).status).toBe(204);
    const inherited = await members(`application/${WEBGOAT}`);
    expect(inherited).toContainEqual({
      ownerId: 'ROOT_ORGANIZATION_ID',
      ownerType: 'ORGANIZATION',
      type: 'GROUP',
      userOrGroupName: 'Authenticated Users',
    });
  });

  it.each([
    ['global', ADMINISTRATOR],
    ['repository_container', DEVELOPER],
    [`organization/${SANDBOX}`, DEVELOPER],
    [`application/${WEBGOAT}`, DEVELOPER],
  ])('are granted and revoked on %s, in either case of the kind', async (owner, roleId) => {
    const { call, members } = await iq();
    const before = await members(owner, roleId);
    const path = `roleMemberships/${owner}/role/${roleId}`;
    for (const kind of ['user', 'USER']) expect((await call('PUT', `${path}/${kind}/ted`)).status).toBe(204);
    const named = (await members(owner, roleId)).map(
      (member: { userOrGroupName: string }) => member.userOrGroupName,
    );
    expect(named.filter((name: string) => name === 'ted')).toHaveLength(1);
    expect((await call('DELETE', `${path}/USER/ted`)).status).toBe(204);
    expect(await members(owner, roleId)).toEqual(before);
    expect((await call('DELETE', `${path}/user/ted`)).status).toBe(404);
  });

  it('look for the member only when asked to', async () => {
    const { call } = await iq();
    const path = `roleMemberships/organization/${SANDBOX}/role/${DEVELOPER}`;
    expect((await call('PUT', `${path}/user/nobody`)).status).toBe(204);
    const asked = await call('PUT', `${path}/user/nobody-else?validateMember=true`);
    expect([asked.status, asked.body]).toEqual([400, 'There is no user named nobody-else.']);
    expect((await call('PUT', `${path}/user/carol?validateMember=true`)).status).toBe(204);
  });

  it.each([
    ['GET', 'roleMemberships/organization/nothing', 404],
    ['GET', 'roleMemberships/application/webgoat', 404],
    ['PUT', `roleMemberships/organization/${SANDBOX}/role/nothing/user/bob`, 404],
    ['PUT', `roleMemberships/global/role/${DEVELOPER}/user/bob`, 400],
    ['PUT', `roleMemberships/organization/${SANDBOX}/role/${ADMINISTRATOR}/user/bob`, 400],
    ['PUT', `roleMemberships/organization/${SANDBOX}/role/${DEVELOPER}/robot/bob`, 400],
    ['GET', 'roleMemberships/everywhere', 400],
    ['GET', 'roles/nothing', 404],
    ['POST', 'roles', 405],
  ])('%s %s is a %i', async (method, path, status) => {
    const { call } = await iq();
    expect((await call(method, path)).status).toBe(status);
  });

  it('answer HEAD of the root organization, by which a client tells an old server', async () => {
    const { call } = await iq();
    const known = await call('HEAD', 'roleMemberships/organization/ROOT_ORGANIZATION_ID');
    expect([known.status, known.body]).toEqual([200, '']);
    expect((await call('HEAD', 'roleMemberships/organization/nothing')).status).toBe(404);
  });

  it('stay when a user is deleted, and let nobody in who is not there', async () => {
    const { call, members } = await iq();
    expect((await call('DELETE', 'users/bob')).status).toBe(204);
    expect(await members(`organization/${SANDBOX}`)).toEqual([BOB_HERE]);
    const token = { Authorization: `Basic ${btoa('Bb12Cd34:sandbox-pass-code-of-bob')}` };
    expect((await call('GET', 'users', token)).status).toBe(401);
  });

  it('make an administrator of whom they give the permission', async () => {
    const { call } = await iq({ seed: { users: [{ ...TED, password: 'secret' }] } });
    const ted = { Authorization: `Basic ${btoa('ted:secret')}` };
    expect((await call('GET', 'users', ted)).status).toBe(403);
    await call('PUT', `roleMemberships/global/role/${ADMINISTRATOR}/user/ted`);
    expect((await call('GET', 'users', ted)).status).toBe(200);
  });
});

const TED = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };

describe('roles and owners of the IQ sandbox', () => {
  it('are read by id and by name, a role with its permissions', async () => {
    const { call } = await iq();
    const { body } = await call('GET', `roles/${ADMINISTRATOR}`);
    expect(body).toMatchObject({ name: 'System Administrator', builtIn: true });
    expect(body.permissionCategories[0].permissions[0]).toMatchObject({ id: 'CONFIGURE_SYSTEM' });
    const both = await call('GET', 'organizations?organizationName=Sandbox&organizationName=None');
    expect(both.body.organizations).toEqual([
      { id: SANDBOX, name: 'Sandbox', parentOrganizationId: 'ROOT_ORGANIZATION_ID' },
    ]);
    expect((await call('GET', 'applications?publicId=webgoat')).body.applications).toMatchObject([
      { id: WEBGOAT, organizationId: SANDBOX },
    ]);
    expect((await call('GET', 'applications?publicId=none')).body).toEqual({ applications: [] });
  });

  it('come from a seed, too', async () => {
    const { call, members, mock } = await iq({
      seed: {
        roles: [{ id: 'r1', name: 'Auditor' }],
        organizations: [{ id: 'o1', name: 'Payments', parentOrganizationId: SANDBOX }],
        memberships: [{ roleId: 'r1', ownerType: 'ORGANIZATION', ownerId: 'o1', userOrGroupName: 'bob' }],
      },
    });
    expect(await members('organization/o1', 'r1')).toHaveLength(1);
    // Bob's role of Developer, two organizations above.
    expect(await members('organization/o1')).toEqual([BOB_HERE]);
    expect((await call('GET', 'roles/r1')).body.builtIn).toBe(false);
    expect(() =>
      mock.seed({ memberships: [{ roleId: 'r1', ownerType: 'application', userOrGroupName: 'x' }] }),
    ).toThrow('memberships[0].ownerId: there is no application application');
  });
});

describe('user tokens of the IQ sandbox', () => {
  it('are found by user and realm without the secret half, and deleted by code', async () => {
    const { call, mock } = await iq();
    const { body } = await call('GET', 'userTokens/bob');
    expect(body).toEqual({
      userCode: 'Bb12Cd34',
      username: 'bob',
      realm: 'Internal',
      createTime: '2026-01-01T00:00:00.000Z',
    });
    expect((await call('GET', 'userTokens/bob?realm=Crowd')).status).toBe(404);
    expect((await call('GET', 'userTokens/admin')).status).toBe(404);
    expect(JSON.stringify(mock.snapshot())).not.toMatch(/Bb12Cd34|pass-code/);
    expect((await call('DELETE', 'userTokens/userCode/Bb12Cd34')).status).toBe(204);
    expect((await call('GET', 'userTokens/bob')).status).toBe(404);
    expect((await call('DELETE', 'userTokens/userCode/Bb12Cd34')).status).toBe(404);
  });

  it('stand in for name and password until they are deleted', async () => {
    const { call } = await iq();
    const token = { Authorization: `Basic ${btoa('Bb12Cd34:sandbox-pass-code-of-bob')}` };
    expect((await call('GET', 'users', token)).status).toBe(403);
    await call('DELETE', 'userTokens/userCode/Bb12Cd34');
    expect((await call('GET', 'users', token)).status).toBe(401);
  });
});
