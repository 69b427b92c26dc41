import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../contract/raw-http.js';

// What Go programs send, written after their sources; nothing of them runs here.
let iq: RunningMock<'iq'>;
beforeAll(async () => {
  iq = await startMock('iq', { strict: true });
});
beforeEach(() => iq.reset());
afterAll(() => iq.close());

const BASIC = `Authorization: Basic ${btoa('admin:admin123')}`;

describe('terraform-provider-sonatypeiq 1.0.1', () => {
  // provider/common/model.go, provider/user/user_resource.go; nexus-iq-api-client-go 0.201.0, api_users.go
  const send = (line: string, body = '') =>
    replay(
      iq.url,
      [
        `${line} HTTP/1.1\nHost: <host>\nUser-Agent: sonatypeiq-terraform/1.0.1`,
        ...(line.startsWith('GET') || line.startsWith('PUT') ? ['Accept: application/json'] : []),
        ...(body === '' ? [] : ['Content-Type: application/json']),
        `${BASIC}\nAccept-Encoding: gzip${body === '' ? '' : `\n\n${body}`}`,
      ].join('\n'),
    );

  it('finds itself, and a release that it knows, before anything else', async () => {
    const { headers, status } = await send('GET /api/v2/users/admin');
    expect(status).toBe(200);
    const [, minor] =
      /^NEXUSIQ\/\d+\.(\d+)\.\d+-\d+$/.exec((headers.get('server') ?? '').toUpperCase()) ?? [];
    expect(Number(minor)).toBeGreaterThanOrEqual(186);
  });

  it('plans, applies, changes and destroys a user, and finds the realm that it wrote', async () => {
    const dora = { email: 'dora@example.com', firstName: 'Dora', lastName: 'Smith' };
    const whole = { ...dora, password: 'secret', realm: 'Internal', username: 'dora' };
    expect((await send('POST /api/v2/users', JSON.stringify(whole))).status).toBe(204);
    const read = await send('GET /api/v2/users/dora?realm=Internal');
    expect(read.json).toEqual({ ...dora, realm: 'Internal', username: 'dora' });
    const { password: _, ...update } = { ...whole, email: 'd@example.com' };
    const updated = await send('PUT /api/v2/users/dora', JSON.stringify(update));
    expect([updated.status, updated.json]).toEqual([200, update]);
    expect((await send('DELETE /api/v2/users/dora?realm=Internal')).status).toBe(204);
    expect((await send('GET /api/v2/users/dora?realm=Internal')).status).toBe(404);
    expect(iq.violations).toEqual([]);
  });
});

describe('memberships of terraform-provider-sonatypeiq', () => {
  // provider/role/role_data_source.go, provider/organization and provider/application: *_role_membership_resource.go
  interface Mapping {
    roleId: string;
    members: { ownerId: string; ownerType: string; type: string; userOrGroupName: string }[];
  }
  const send = (line: string) =>
    replay(
      iq.url,
      `${line} HTTP/1.1\nHost: <host>\nUser-Agent: sonatypeiq-terraform/1.0.1\n${BASIC}\nAccept-Encoding: gzip` +
        (line.startsWith('GET') ? '\nAccept: application/json' : ''),
    );

  it('finds a role by its name, grants it to a user and to a group, finds both again and takes them away', async () => {
    const { roles } = (await send('GET /api/v2/roles')).json;
    const { id: roleId } = roles.find(({ name }: { name: string }) => name === 'Developer');
    expect((await send(`GET /api/v2/roles/${roleId}`)).json.id).toBe(roleId);
    const { organizations } = (await send('GET /api/v2/organizations')).json;
    const { applications } = (await send('GET /api/v2/applications')).json;
    const owners = { organization: organizations.at(-1).id, application: applications[0].id };
    for (const [ownerType, ownerId] of Object.entries(owners)) {
      const owner = `/api/v2/roleMemberships/${ownerType}/${ownerId}`;
      for (const [type, name] of [
        ['user', 'admin'],
        ['group', 'engineers'],
      ] as const) {
        const member = `${owner}/role/${roleId}/${type}/${name}`;
        // Only what the owner itself grants is the resource's.
        const isThere = async () =>
          ((await send(`GET ${owner}`)).json.memberMappings as Mapping[])
            .filter((mapping) => mapping.roleId === roleId)
            .flatMap(({ members }) => members)
            .some(
              (one) =>
                one.ownerType.toLowerCase() === ownerType &&
                one.ownerId === ownerId &&
                one.type.toLowerCase() === type &&
                one.userOrGroupName === name,
            );
        expect([ownerType, (await send(`PUT ${member}`)).status, await isThere()]).toEqual([
          ownerType,
          204,
          true,
        ]);
        expect([ownerType, (await send(`DELETE ${member}`)).status, await isThere()]).toEqual([
          ownerType,
          204,
          false,
        ]);
      }
    }
    expect(iq.violations).toEqual([]);
  });
});

describe('gonexus', () => {
  // iq/users.go, nexus.go: the whole user, password included, whether it is new or not; no Accept
  const send = (line: string, body = '') =>
    replay(
      iq.url,
      `${line} HTTP/1.1\nHost: <host>\nUser-Agent: Go-http-client/1.1\n${BASIC}\nAccept-Encoding: gzip` +
        (body === '' ? '' : `\nContent-Type: application/json\n\n${body}`),
    );

  it('sets a user twice, and removes it', async () => {
    const dora = { username: 'dora', firstName: 'Dora', lastName: 'Smith', email: 'dora@example.com' };
    const set = async (user: object) => {
      const known = await send('GET /api/v2/users/dora');
      const line = known.status === 200 ? 'PUT /api/v2/users/dora' : 'POST /api/v2/users';
      return (await send(line, JSON.stringify(user))).status;
    };
    expect(await set({ ...dora, password: 'secret' })).toBe(204);
    expect(await set({ ...dora, password: 'other', email: 'd@example.com' })).toBe(200);
    expect((await send('GET /api/v2/users/dora')).json.email).toBe('d@example.com');
    expect((await send('DELETE /api/v2/users/dora')).status).toBe(204);
    expect(iq.violations).toEqual([]);
  });

  it('takes the server for a new one by its memberships, and grants a role there', async () => {
    // iq/roles.go, iq/roleMemberships.go: 404 to the HEAD would mean a server older than release 70
    const memberships = '/api/v2/roleMemberships/organization/ROOT_ORGANIZATION_ID';
    expect((await send(`HEAD ${memberships}`)).status).not.toBe(404);
    const { roles } = (await send('GET /api/v2/roles')).json;
    const { id } = roles.find(({ name }: { name: string }) => name === 'Developer');
    expect((await send(`PUT ${memberships}/role/${id}/user/bob`)).status).toBe(204);
    expect((await send(`GET ${memberships}`)).body).toContain('"userOrGroupName":"bob"');
    expect(iq.violations).toEqual([]);
  });
});
