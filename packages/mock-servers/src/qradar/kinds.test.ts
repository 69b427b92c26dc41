import { describe, expect, it } from 'vitest';
import {
  DEPLOY_STATUS,
  JSMITH,
  STAGED_JSMITH,
  STAGED_USERS,
  startConsole,
  USERS,
} from './console.test.helper.js';

const ENDPOINTS = '/api/help/endpoints';
const WRITES = `${ENDPOINTS}?filter=${encodeURIComponent("path='/config/access/users' AND http_method='POST'")}`;

describe('a console as IBM documents it', () => {
  it.each([
    ['POST', USERS, 405],
    ['DELETE', `${USERS}/1001`, 405],
    ['GET', '/api/config/access/roles', 404],
    ['GET', `${USERS}/delete_tasks/5678`, 404],
    ['GET', '/api/system/information', 404],
  ])('has no %s %s: %i, whatever the body', async (method, path, expected) => {
    const { call } = await startConsole({ resources: 'ibm' });
    const { status, body } = await call(method, path, method === 'POST' ? { nonsense: 1 } : undefined);
    expect(status).toBe(expected);
    expect(body.http_response.code).toBe(expected);
  });

  it('ignores role, profile, names and description of a deployed user, with status 200', async () => {
    const { call } = await startConsole({ resources: 'ibm' });
    const before = (await call('GET', `${USERS}/1001`)).body;
    const { status, body } = await call('POST', `${USERS}/1001`, {
      user_role: { id: 3 },
      security_profile: { id: 2 },
      username: 'renamed',
      first_name: 'Jane',
      description: 'lost',
      email: 'new@example.com',
      inactivity_timeout: 90_000,
    });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, email: 'new@example.com', inactivity_timeout: 60_000 });
  });

  it('answers none of the guide’s fields', async () => {
    const { call } = await startConsole({ resources: 'ibm' });
    const user = (await call('GET', `${USERS}/1001`)).body;
    expect(user).toMatchObject({ user_role_id: 2, security_profile_id: 1 });
    for (const name of ['user_role', 'security_profile', 'first_name', 'last_name']) {
      expect(user).not.toHaveProperty(name);
    }
    const [service] = (await call('GET', '/api/config/access/authorized_services')).body;
    expect(service).toMatchObject({ label: 'Automation Service', user_role_id: 1 });
    expect(service).not.toHaveProperty('name');
  });

  it('creates by staging and a deploy', async () => {
    const { call, pass } = await startConsole({ resources: 'ibm' });
    const { status, body } = await call('POST', STAGED_USERS, STAGED_JSMITH);
    expect(status).toBe(201);
    expect((await call('GET', `${USERS}/${body.id}`)).status).toBe(404);
    await call('POST', DEPLOY_STATUS, { type: 'INCREMENTAL' });
    pass(800);
    expect((await call('GET', `${USERS}/${body.id}`)).body).toMatchObject({ username: 'jsmith' });
  });

  it('says so in help/endpoints', async () => {
    const { call } = await startConsole({ resources: 'ibm' });
    expect((await call('GET', WRITES)).body).toEqual([]);
  });
});

describe('a console as the guide describes it', () => {
  it.each([
    ['GET', STAGED_USERS],
    ['POST', STAGED_USERS],
    ['GET', DEPLOY_STATUS],
    ['GET', '/api/config/access/user_roles'],
    ['GET', ENDPOINTS],
    ['GET', '/api/system/about'],
  ])('has no %s %s', async (method, path) => {
    const { call } = await startConsole({ resources: 'guide' });
    expect((await call(method, path, method === 'POST' ? {} : undefined)).status).toBe(404);
  });

  it('creates, reassigns and deletes at once', async () => {
    const { call, pass } = await startConsole({ resources: 'guide' });
    const created = await call('POST', USERS, JSMITH);
    expect(created.body).toMatchObject({ username: 'jsmith', user_role: { id: 2, name: 'Analyst' } });
    expect(created.body).not.toHaveProperty('user_role_id');
    const path = `${USERS}/${created.body.id}`;
    const changed = await call('POST', path, { user_role: { id: 3 }, inactivity_timeout: 30 });
    expect(changed.body).toMatchObject({ user_role: { id: 3 }, inactivity_timeout: 30 });
    const { task_id } = (await call('DELETE', path)).body;
    pass(800);
    expect((await call('GET', `${USERS}/delete_tasks/${task_id}`)).body.status).toBe('COMPLETED');
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('a console of both', () => {
  it('documents its endpoints from the spec, filtered as IBM’s own clients do', async () => {
    const { call } = await startConsole();
    const [found, ...others] = (await call('GET', WRITES)).body;
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      path: '/config/access/users',
      http_method: 'POST',
      version: '26.0',
      deprecated: false,
      summary: 'Create a user',
    });
    expect(found.parameters).toContainEqual(
      expect.objectContaining({ parameter_name: 'Version', type: 'HEADER' }),
    );
    expect(found.success_responses).toMatchObject([{ response_code: 201 }]);
    const filter = "path='/staged_config/access/users' and http_method='POST'";
    const staged = await call('GET', `${ENDPOINTS}?filter=${encodeURIComponent(filter)}`);
    expect(staged.body[0].error_responses).toContainEqual(
      expect.objectContaining({ response_code: 409, unique_code: 38302002 }),
    );
    const one = await call('GET', `${ENDPOINTS}/${found.id}?fields=path,http_method`);
    expect(one.body).toEqual({ path: '/config/access/users', http_method: 'POST' });
    expect((await call('GET', `${ENDPOINTS}/4711`)).body.code).toBe(1002);
  });

  it('pages through all of them', async () => {
    const { call } = await startConsole();
    const { headers, body } = await call('GET', `${ENDPOINTS}?fields=id`, undefined, { Range: 'items=0-9' });
    expect(body).toHaveLength(10);
    const total = Number(headers.get('Content-Range')?.split('/')[1]);
    const ibm = await startConsole({ resources: 'ibm' });
    const fewer = await ibm.call('GET', `${ENDPOINTS}?fields=id`, undefined, { Range: 'items=0-0' });
    expect(Number(fewer.headers.get('Content-Range')?.split('/')[1])).toBeLessThan(total);
  });

  it('is refused when the kind is misspelt', async () => {
    await expect(startConsole({ resources: 'IBM' as 'ibm' })).rejects.toThrow(/resources.*guide.*ibm.*both/);
  });
});
