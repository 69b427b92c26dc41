import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeprovisionError } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox } from '../support/sandboxes.js';

type Answer = { status: number; body?: unknown };

/** A server that answers by `answer` and notes every call. */
async function server(answer: (call: string) => Answer) {
  const calls: string[] = [];
  const http = createServer((request, response) => {
    const call = `${request.method} ${request.url}`;
    calls.push(call);
    request.resume().on('end', () => {
      const { status, body } = answer(call);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, calls, close: () => http.close() };
}

describe("a console with IBM's resources", async () => {
  const { qradar, mock, close } = await qradarSandbox({ resources: 'ibm' });
  beforeEach(() => mock.reset());
  afterAll(close);
  const jsmith = { username: 'jsmith', password: 'P@ssw0rd!23', email: 'jsmith@example.com' };
  const analyst = { ...jsmith, role: 'Analyst', securityProfile: 'Default' };

  it('stages a new user and says what is pending', async () => {
    const user = await qradar.users.provision(analyst);
    expect(user).toMatchObject({ username: 'jsmith', user_role_id: 2, pending: { change: 'created' } });
    await expect(qradar.users.get(user.id)).rejects.toMatchObject({ status: 404 });
  });

  it('deploys when asked, reads the user back, and tells whose changes went along', async () => {
    await qradar.staged.users.update(1001, { user_role_id: 3 });
    const user = await qradar.users.provision(analyst, { deploy: true });
    expect(user.pending).toBeUndefined();
    expect(user.deployed?.others).toEqual([{ id: 1001, username: 'jdoe', change: 'changed' }]);
    expect(await qradar.users.get(user.id)).toMatchObject({ username: 'jsmith', user_role_id: 2 });
  });

  it('stages a role instead of losing it', async () => {
    const staged = await qradar.users.changeRole('jdoe', 'Reader');
    expect(staged).toMatchObject({
      user_role_id: 3,
      pending: { change: 'changed', fields: ['user_role_id'] },
    });
    expect(await qradar.users.get(1001)).toMatchObject({ user_role_id: 2 });
    const deployed = await qradar.users.changeRole('jdoe', 'Reader', { deploy: true });
    expect(deployed).toMatchObject({ user_role_id: 3 });
    expect(deployed.pending).toBeUndefined();
  });

  it('refuses a field that the console has not, before anything is sent', async () => {
    const attempt = qradar.users.update(1001, { first_name: 'John' });
    await expect(attempt).rejects.toMatchObject({ name: 'InvalidInputError' });
    expect(mock.journal).toHaveLength(0);
  });

  it('leaves a leaver who can log in until a deploy, and says so', async () => {
    const { done, left } = await qradar.users.deprovision('jdoe');
    expect(done.at(-1)).toMatchObject({ what: 'user', id: '1001', action: 'staged for deletion' });
    expect(left).toContainEqual(expect.objectContaining({ what: 'user', id: '1001' }));
    await expect(qradar.users.get(1001)).resolves.toMatchObject({ username: 'jdoe' });
  });

  it('takes a leaver out for good with a deploy', async () => {
    const { done } = await qradar.users.deprovision('jdoe', { deploy: true });
    expect(done.at(-1)).toMatchObject({ action: 'confirmed absent' });
    await expect(qradar.users.get(1001)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a leaver of IQ', () => {
  it('loses memberships, then the token, then the user; a failure says where, and going on does nothing twice', async () => {
    let state = { granted: true, token: true, user: true, deleteFails: true };
    const member = { ownerId: 'org1', ownerType: 'ORGANIZATION', type: 'USER', userOrGroupName: 'jane' };
    const { url, calls, close } = await server((call) => {
      const [method, path = ''] = call.split(' ');
      if (path.includes('/roleMemberships/') && method === 'DELETE') state = { ...state, granted: false };
      if (path.includes('/userTokens/userCode/')) state = { ...state, token: false };
      if (path.startsWith('/api/v2/users/') && method === 'DELETE') {
        if (state.deleteFails) return { status: 500, body: { message: 'no' } };
        state = { ...state, user: false };
      }
      if (method === 'DELETE') return { status: 204 };
      if (path === '/api/v2/organizations')
        return { status: 200, body: { organizations: [{ id: 'org1', name: 'Sandbox' }] } };
      if (path === '/api/v2/applications') return { status: 200, body: { applications: [] } };
      if (path === '/api/v2/roleMemberships/organization/org1')
        return {
          status: 200,
          body: { memberMappings: [{ roleId: 'dev', members: state.granted ? [member] : [] }] },
        };
      if (path.includes('/roleMemberships/')) return { status: 200, body: { memberMappings: [] } };
      if (path.includes('/userTokens/'))
        return state.token ? { status: 200, body: { userCode: 'code-1' } } : { status: 404 };
      return state.user
        ? { status: 200, body: { username: 'jane' } }
        : { status: 404, body: { message: 'none' } };
    });
    const iq = createIq({ baseUrl: url, auth: { username: 'admin', password: 'pass' }, retry: false });
    const error = (await iq.users.deprovision('jane').catch((e) => e)) as DeprovisionError<{
      username: string;
    }>;
    expect(error).toBeInstanceOf(DeprovisionError);
    expect(error.progress.left).toEqual([expect.objectContaining({ what: 'user', id: 'jane' })]);
    expect(error.progress.done.map(({ what, action }) => `${what} ${action}`)).toEqual([
      'role membership revoked',
      'user token revoked',
    ]);
    expect(JSON.stringify(error.progress)).not.toContain('code-1');

    state = { ...state, deleteFails: false };
    calls.length = 0;
    const { done, left } = await iq.users.deprovision('jane', { resume: error.progress });
    expect(calls.filter((call) => call.startsWith('DELETE'))).toEqual(['DELETE /api/v2/users/jane']);
    expect(done.map(({ action }) => action)).toEqual(['revoked', 'revoked', 'deleted', 'confirmed absent']);
    expect(left).toEqual([]);
    close();
  });
});

describe('a leaver of Qlik', () => {
  async function tenant() {
    let active = true;
    let deleted = false;
    return server((call) => {
      const [method, path = ''] = call.split(' ');
      if (path.startsWith('/api/v1/api-keys?')) {
        const key = { id: 'k1', sub: 'u1', status: active ? 'active' : 'revoked' };
        return { status: 200, body: { data: [key, { id: 'k2', sub: 'u2', status: 'active' }], links: {} } };
      }
      if (path === '/api/v1/api-keys/k1' && method === 'DELETE') active = false;
      if (path === '/api/v1/users/u1' && method === 'DELETE') deleted = true;
      if (method === 'DELETE' || method === 'PATCH') return { status: 204 };
      return deleted
        ? { status: 404, body: {} }
        : { status: 200, body: { id: 'u1', status: 'active', email: 'j@example.com' } };
    });
  }

  it("loses the own API keys and nobody else's, then the user", async () => {
    const { url, calls, close } = await tenant();
    const qlik = createQlik({ baseUrl: url, auth: { apiKey: 'api-key' }, retry: false });
    const { done } = await qlik.users.deprovision({ id: 'u1' });
    expect(calls.filter((call) => call.startsWith('DELETE'))).toEqual([
      'DELETE /api/v1/api-keys/k1',
      'DELETE /api/v1/users/u1',
    ]);
    expect(done.map(({ what }) => what)).toEqual(['API key', 'user', 'user', 'session', 'licence']);
    close();
  });

  it('is not called disabled when the tenant ignored it', async () => {
    const { url, close } = await tenant();
    const qlik = createQlik({ baseUrl: url, auth: { apiKey: 'api-key' }, retry: false });
    const error = await qlik.users.deprovision({ id: 'u1' }, { mode: 'disable' }).catch((e) => e);
    expect(error).toBeInstanceOf(DeprovisionError);
    expect(error.cause).toMatchObject({ name: 'IgnoredFieldsError', fields: ['status'] });
    close();
  });
});
