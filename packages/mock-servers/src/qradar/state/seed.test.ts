import { describe, expect, it } from 'vitest';
import { basic, JSMITH, startConsole, USERS } from '../console.test.helper.js';
import { startSandbox } from '../sandbox.test.helper.js';

describe('the seed', () => {
  it('reset brings the documents users back and begins the ids anew', async () => {
    const qradar = await startConsole({ users: 3 });
    const before = qradar.snapshot();
    expect((await qradar.call('POST', USERS, JSMITH)).body.id).toBe(1005);
    await qradar.call('DELETE', `${USERS}/1001`);
    qradar.reset();
    expect(qradar.snapshot()).toEqual(before);
    expect((await qradar.call('POST', USERS, JSMITH)).body.id).toBe(1005);
    expect((await qradar.call('DELETE', `${USERS}/1001`)).body).toEqual({ task_id: 5678 });
  });

  it('two consoles share nothing', async () => {
    const [one, two] = [await startConsole(), await startConsole()];
    await one.call('POST', USERS, JSMITH);
    expect((await two.call('GET', USERS)).body).toHaveLength(2);
  });

  it('the snapshot is JSON without passwords and tokens', async () => {
    const qradar = await startConsole();
    await qradar.call('DELETE', `${USERS}/1001`);
    const text = JSON.stringify(qradar.snapshot());
    expect(JSON.parse(text)).toMatchObject({ tasks: [{ id: 5678, status: 'QUEUED', user_id: 1001 }] });
    for (const secret of ['admin123', 'jdoe123', 'sandbox-token']) expect(text).not.toContain(secret);
  });

  it('a seed extends users, roles, profiles and services', async () => {
    const qradar = await startConsole();
    qradar.seed({
      user_roles: [{ id: 4, name: 'Auditor', capabilities: ['ADMIN'] }],
      security_profiles: [{ id: 3, name: 'Admin', domain_ids: [1] }],
      users: [
        {
          username: 'ann',
          password: 'secret',
          email: 'ann@example.com',
          user_role_id: 4,
          security_profile_id: 3,
        },
        { username: 'jdoe', user_role_id: 3, security_profile_id: 2 },
        { id: 2000, username: 'staged', user_role_id: 2, security_profile_id: 1, deployed: false },
      ],
      authorized_services: [{ label: 'CI', token: 'ci-token', user_role_id: 4, security_profile_id: 3 }],
    });
    const { body } = await qradar.call('GET', USERS, undefined, basic('ann', 'secret'));
    expect(body).toMatchObject([
      { id: 1 },
      { id: 1001, user_role: { name: 'Reader' } },
      { id: 1002, user_role: { name: 'Auditor' } },
    ]);
    expect((await qradar.call('GET', USERS, undefined, { SEC: 'ci-token' })).status).toBe(200);
    expect((await qradar.call('POST', USERS, JSMITH)).body.id).toBe(2001);
  });

  it('replace puts the given lists in the place of the present ones', async () => {
    const qradar = await startConsole();
    qradar.seed({ replace: true, users: [{ username: 'only', user_role_id: 2, security_profile_id: 1 }] });
    expect((await qradar.call('GET', USERS)).body).toMatchObject([{ username: 'only' }]);
  });

  it.each([
    [null, 'seed must be an object'],
    [{ users: 'x' }, 'seed.users: must be a list'],
    [{ users: [1] }, 'seed.users[0] must be an object'],
    [{ user: [] }, 'seed.user: is no field here'],
    [{ users: [{ user_role_id: 1, security_profile_id: 1 }] }, 'seed.users[0].username: is missing'],
    [
      { users: [{ username: 'a', user_role_id: 9, security_profile_id: 1 }] },
      'seed.users[0].user_role_id: nothing has the id 9',
    ],
    [
      { users: [{ username: 'a', user_role_id: '1', security_profile_id: 1 }] },
      'seed.users[0].user_role_id: must be an integer',
    ],
    [
      { users: [{ id: 7, username: 'jdoe', user_role_id: 1, security_profile_id: 1 }] },
      'username "jdoe" is taken by 1001',
    ],
    [
      { users: [{ username: 'a', mail: 'x', user_role_id: 1, security_profile_id: 1 }] },
      'seed.users[0].mail: is no field',
    ],
    [
      { authorized_services: [{ label: 'x', user_role_id: 1, security_profile_id: 1 }] },
      'seed.authorized_services[0].token: is missing',
    ],
    [{ task_states: [] }, 'seed.task_states must not be empty'],
  ])('%j is refused and nothing changes', (data, message) => {
    const { sandbox } = startSandbox();
    const before = sandbox.snapshot();
    expect(() => sandbox.seed(data)).toThrow(message);
    expect(sandbox.snapshot()).toEqual(before);
  });
});
