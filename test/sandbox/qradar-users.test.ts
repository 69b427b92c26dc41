import { HttpError, InvalidInputError, literal, or, where } from '@rollcall/facade/qradar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox } from '../support/sandboxes.js';

const { qradar, mock, clock, close } = await qradarSandbox({ users: 120 });
beforeEach(() => mock.reset());
afterAll(close);

const JSMITH = { username: 'jsmith', password: 'P@ssw0rd!', email: 'jsmith@example.com' };

describe('the scenarios of the QRadar guide', () => {
  it('a new analyst is provisioned by the names of role and security profile', async () => {
    const user = await qradar.users.provision({ ...JSMITH, role: 'Analyst', securityProfile: 'Default' });
    expect(user).toMatchObject({
      id: expect.any(Number),
      username: 'jsmith',
      email: 'jsmith@example.com',
      user_role: { id: 2, name: 'Analyst' },
      security_profile: { id: 1, name: 'Default' },
    });
    expect(user).not.toHaveProperty('password');
    expect(mock.journal.map(({ method, url }) => `${method} ${url}`)).toEqual([
      expect.stringMatching(/^GET \/api\/help\/endpoints\?filter=/),
      'GET /api/config/access/roles',
      'GET /api/config/access/security_profiles',
      'POST /api/config/access/users',
    ]);
  });

  it("a user's role changes and nothing else does", async () => {
    const before = await qradar.users.get(1001);
    const after = await qradar.users.changeRole('jdoe', 'Reader');
    expect(after).toEqual({ ...before, user_role: { id: 3, name: 'Reader' }, user_role_id: 3 });
  });

  it('a user is deprovisioned through QUEUED and PROCESSING to COMPLETED, and then answers 404', async () => {
    const states: unknown[] = [];
    const { user, done, left } = await qradar.users.deprovision('jdoe', {
      onProgress: ({ status }) => states.push(status ?? 'accepted'),
    });
    expect(user.id).toBe(1001);
    const at = { what: 'user', id: '1001' };
    expect(done).toEqual([
      { ...at, action: 'deletion started', task: 5678 },
      { ...at, action: 'deleted', task: 5678 },
      { ...at, action: 'confirmed absent' },
    ]);
    expect(left).toEqual([]);
    expect([...new Set(states)]).toEqual(['accepted', 'QUEUED', 'PROCESSING', 'COMPLETED']);
    await expect(qradar.users.get(1001)).rejects.toMatchObject({ status: 404 });
    expect(await qradar.users.find('jdoe')).toBeUndefined();
  });

  it('the authorized services of a deprovisioned user are revoked before the user goes', async () => {
    const service = await createServiceAs('jdoe-service');
    const result = await qradar.users.deprovision('jdoe');
    const revoked = { what: 'authorized service', id: String(service.id), action: 'revoked' };
    expect(result.done[0]).toEqual(revoked);
    const ids = (await qradar.authorizedServices.list().toArray()).map(({ id }) => id);
    expect(ids).not.toContain(service.id);
    expect(JSON.stringify(result)).not.toContain(service.token);
  });

  it('services that are to be kept are named, without their tokens', async () => {
    const service = await createServiceAs('jdoe-service');
    const result = await qradar.users.deprovision('jdoe', { services: 'keep' });
    expect(result.left).toEqual([
      expect.objectContaining({ what: 'authorized service', id: String(service.id) }),
    ]);
    expect(await qradar.authorizedServices.get(service.id as number)).toMatchObject({ id: service.id });
    expect(JSON.stringify(result)).not.toContain(service.token);
  });
});

describe('names are resolved before anything is created', () => {
  it('a role that does not exist is refused with the roles that do', async () => {
    const attempt = qradar.users.provision({ ...JSMITH, role: 'Analist', securityProfile: 'Default' });
    await expect(attempt).rejects.toThrow(
      "role 'Analist' does not exist; there are: Admin (1), Analyst (2), Reader (3)",
    );
    await expect(attempt).rejects.toBeInstanceOf(InvalidInputError);
    expect(mock.journal.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('a security profile that does not exist is refused with the profiles that do', async () => {
    await expect(
      qradar.users.provision({ ...JSMITH, role: 'Analyst', securityProfile: 'default' }),
    ).rejects.toThrow("security profile 'default' does not exist; there are: Default (1), SOC Team (2)");
  });

  it('an unknown user is an error, not a deletion of somebody else', async () => {
    await expect(qradar.users.deprovision('nobody')).rejects.toThrow("user 'nobody' does not exist");
    expect(mock.journal.some(({ method }) => method === 'DELETE')).toBe(false);
  });
});

describe('lists', () => {
  it('all users come once and in order, page by page', async () => {
    const ids: number[] = [];
    const starts: (number | undefined)[] = [];
    for await (const page of qradar.users.list().byPage({ pageSize: 50 })) {
      starts.push(page.start);
      expect(page.total).toBe(122);
      ids.push(...page.items.map(({ id }) => id));
    }
    expect(starts).toEqual([0, 50, 100]);
    expect(new Set(ids).size).toBe(122);
  });

  it('pages fetched ahead give the same list', async () => {
    const plain = await qradar.users.list().toArray({ pageSize: 7 });
    const ahead = await qradar.users.list().toArray({ pageSize: 7, prefetch: 4 });
    expect(ahead).toEqual(plain);
  });

  it('every loop over a list starts afresh', async () => {
    const users = qradar.users.list({ filter: where('username', '=', 'jdoe') });
    expect(await users.toArray()).toHaveLength(1);
    await qradar.users.deleteAndWait(1001);
    expect(await users.toArray()).toHaveLength(0);
  });

  it('a filter is quoted, so that a name cannot change its meaning', async () => {
    const name = `x" or username="jdoe`;
    expect(await qradar.users.list({ filter: where('username', '=', name) }).toArray()).toEqual([]);
  });

  it('like takes wildcards, and literal() takes them away', async () => {
    expect(await qradar.users.list({ filter: where('username', 'like', 'jd%') }).toArray()).toHaveLength(1);
    expect(
      await qradar.users.list({ filter: where('username', 'like', literal('jd%')) }).toArray(),
    ).toHaveLength(0);
  });

  it('or joins two filters', async () => {
    const filter = or(where('username', '=', 'jdoe'), where('username', '=', 'admin'));
    const found = await qradar.users.list({ filter }).toArray();
    expect(found.map(({ username }) => username).sort()).toEqual(['admin', 'jdoe']);
  });

  it('fields leaves all other fields out', async () => {
    const [user] = await qradar.users
      .list({ filter: where('id', '=', 1001), fields: ['username', 'email'] })
      .toArray();
    expect(user).toEqual({ username: 'jdoe', email: 'jdoe@example.com' });
  });

  it('sort orders the list', async () => {
    const up = await qradar.users.list({ sort: 'username' }).toArray();
    const down = await qradar.users.list({ sort: '-username' }).toArray();
    expect(down.map(({ id }) => id)).toEqual(up.map(({ id }) => id).reverse());
  });
});

describe('writes', () => {
  it('an update changes the given fields and leaves the others', async () => {
    const before = await qradar.users.get(1001);
    const after = await qradar.users.update(1001, { email: 'john@example.com' });
    expect(after).toEqual({ ...before, email: 'john@example.com' });
  });

  it('a role name in the place of an id is refused before it is sent', async () => {
    const input = { ...JSMITH, user_role: { id: 'Analyst' }, security_profile: { id: 1 } };
    await expect(qradar.users.create(input as never)).rejects.toThrow(InvalidInputError);
    expect(mock.journal).toHaveLength(0);
  });

  it('a username that is taken is a 409 that says so', async () => {
    const taken = qradar.users.provision({
      ...JSMITH,
      username: 'jdoe',
      role: 'Analyst',
      securityProfile: 1,
    });
    await expect(taken).rejects.toMatchObject({ name: 'HttpError', status: 409, vendorCode: '38302002' });
  });

  it('the id that a deletion gives is all that is needed to wait for it later', async () => {
    const { task_id } = await qradar.users.delete(1001);
    expect((await qradar.users.deleteTask(task_id)).status).toBe('QUEUED');
    const saved = JSON.parse(JSON.stringify(task_id));
    expect(await qradar.users.waitForDelete(saved)).toMatchObject({ status: 'COMPLETED' });
  });

  it('a wait that is cut short says how to go on, and can', async () => {
    const { task_id } = await qradar.users.delete(1001);
    const wait = qradar.users.waitForDelete(task_id, { intervalMs: 500, timeoutMs: 2000 });
    await expect(wait).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(wait).rejects.toThrow(`waitForDelete(${task_id})`);
    expect(await qradar.users.waitForDelete(task_id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('polling backs off from one second and is never quicker by default', async () => {
    const before = clock.sleeps.length;
    await qradar.users.deleteAndWait(1001);
    expect(Math.min(...clock.sleeps.slice(before))).toBeGreaterThanOrEqual(1000);
  });
});

it('the service that the program itself uses stays, and is left for a person, when its owner leaves', async () => {
  await qradar.users.changeRole('jdoe', 'Admin');
  const own = await createServiceAs('the program', 1);
  const other = await createServiceAs('nightly export', 1);
  const { qradar: program } = await qradarSandbox({ mock, clock, auth: { secToken: own.token ?? '' } });

  const { done, left } = await program.users.deprovision('jdoe');

  expect(done.map(({ what, id, action }) => `${what} ${id} ${action}`)).toEqual([
    `authorized service ${other.id} revoked`,
    'user 1001 deletion started',
    'user 1001 deleted',
    'user 1001 confirmed absent',
  ]);
  expect(left).toContainEqual({
    what: 'authorized service',
    id: String(own.id),
    reason:
      "'the program' is the credential that this program uses, and a service cannot delete itself (IBM).",
    todo: 'Make another credential, then delete this service on the console.',
  });
});

async function createServiceAs(label: string, role = 2) {
  await qradar.users.update(1001, { password: 'N3w-P@ssw0rd' });
  const { qradar: jdoe } = await qradarSandbox({
    mock,
    auth: { username: 'jdoe', password: 'N3w-P@ssw0rd' },
  });
  return jdoe.authorizedServices.create({ label, user_role_id: role, security_profile_id: 1 });
}

it('a wrong token is a 401 that shows no token', async () => {
  const { qradar: stranger } = await qradarSandbox({ mock, auth: { secToken: 'wrong-token-value' } });
  const error = await stranger.users.get(1001).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status: 401 });
  expect(String(error) + JSON.stringify(error)).not.toContain('wrong-token-value');
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
