import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RawAnswer, replay } from './raw-http.js';

/** The sandbox's clock: a deletion moves on when a test says so. */
let now = Date.UTC(2026, 2, 17);
let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('qradar', { strict: true, clock: { now: () => now }, taskStepMs: 1000 });
});
beforeEach(() => mock.reset());
afterEach(() => expect(mock.violations).toEqual([]));
afterAll(() => mock?.close());

/** The headers that every sample of the guide has. */
const HEAD = 'HTTP/1.1\nHost: <host>\nSEC: sandbox-token\nVersion: 21.0';
const json = `${HEAD}\nContent-Type: application/json`;

const get = (path: string, more = '') => replay(mock.url, `GET ${path} ${HEAD}${more}`);
const createJsmith = () =>
  replay(
    mock.url,
    `POST /api/config/access/users ${json}\n\n{"username":"jsmith","password":"P@ssw0rd!","email":"jsmith@example.com","user_role":{"id":2},"security_profile":{"id":1}}`,
  );
const deleteJsmith = () => replay(mock.url, `DELETE /api/config/access/users/1002 ${HEAD}`);

const JDOE = {
  id: 1001,
  username: 'jdoe',
  email: 'jdoe@example.com',
  first_name: 'John',
  last_name: 'Doe',
  user_role: { id: 2, name: 'Analyst' },
};

describe('the samples of the QRadar guide', () => {
  it('list the users with a Range, jdoe among them', async () => {
    const answer = await get('/api/config/access/users', '\nRange: items=0-49');
    expect(answer.status).toBe(200);
    expect(answer.json).toContainEqual(expect.objectContaining(JDOE));
    expect(answer.headers.get('content-range')).toBe(
      `items 0-${answer.json.length - 1}/${answer.json.length}`,
    );
    expectNoPassword(answer);
  });

  it('get user 1001 with role and security profile', async () => {
    const answer = await get('/api/config/access/users/1001');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ ...JDOE, security_profile: { id: 1, name: 'Default' } });
    expectNoPassword(answer);
  });

  it('create jsmith, who becomes user 1002', async () => {
    const answer = await createJsmith();
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      id: 1002,
      username: 'jsmith',
      email: 'jsmith@example.com',
      user_role: { id: 2, name: 'Analyst' },
      security_profile: { id: 1, name: 'Default' },
    });
    expectNoPassword(answer);
  });

  it('update the fields that are sent by POST and leave the others', async () => {
    await createJsmith();
    const answer = await replay(
      mock.url,
      `POST /api/config/access/users/1002 ${json}\n\n{"email":"jsmith.new@example.com","user_role":{"id":3}}`,
    );
    expect(answer.status).toBe(200);
    // The sample names role 3 Admin, the guide's own list of roles names it Reader; the id is what both agree on.
    expect(answer.json).toMatchObject({
      id: 1002,
      username: 'jsmith',
      email: 'jsmith.new@example.com',
      user_role: { id: 3 },
      security_profile: { id: 1 },
    });
  });

  it('delete user 1002 by a task, which is polled until COMPLETED and ends in a 404', async () => {
    await createJsmith();
    const accepted = await deleteJsmith();
    expect(accepted.status).toBe(202);
    expect(accepted.json).toEqual({ task_id: 5678 });

    const seen: string[] = [];
    for (let poll = 0; poll < 10 && seen.at(-1) !== 'COMPLETED'; poll += 1) {
      if (poll > 0) now += 1000;
      const task = await get('/api/config/access/users/delete_tasks/5678');
      expect(task.status).toBe(200);
      seen.push(task.json.status);
    }
    expect(seen).toEqual(['QUEUED', 'PROCESSING', 'COMPLETED']);
    expect((await get('/api/config/access/users/1002')).status).toBe(404);
  });

  it('list the three roles', async () => {
    const answer = await get('/api/config/access/roles');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual([
      { id: 1, name: 'Admin' },
      { id: 2, name: 'Analyst' },
      { id: 3, name: 'Reader' },
    ]);
  });

  it('list the two security profiles, by id and name at least', async () => {
    const answer = await get('/api/config/access/security_profiles');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject([
      { id: 1, name: 'Default' },
      { id: 2, name: 'SOC Team' },
    ]);
  });

  it('list the authorized service with its role', async () => {
    const answer = await get('/api/config/access/authorized_services');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject([
      { id: 10, name: 'Automation Service', user_role: { id: 1, name: 'Admin' } },
    ]);
  });
});

describe('what the QRadar guide says beside its samples', () => {
  it('finds a user by the encoded filter of the deprovisioning scenario', async () => {
    await createJsmith();
    const answer = await get('/api/config/access/users?filter=username%3D%22jsmith%22');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject([{ id: 1002, username: 'jsmith' }]);
  });

  it('refuses names in the place of ids with 422', async () => {
    const body =
      '{"username":"jsmith","password":"P@ssw0rd!","user_role":"Analyst","security_profile":"Default"}';
    const answer = await replay(mock.url, `POST /api/config/access/users ${json}\n\n${body}`);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ message: expect.any(String), http_response: { code: 422 } });
  });

  it.each(['PUT', 'PATCH'])('has no %s for users', async (method) => {
    const answer = await replay(
      mock.url,
      `${method} /api/config/access/users/1001 ${json}\n\n{"email":"a@b.c"}`,
    );
    expect(answer.status).toBe(405);
  });

  it('takes Basic credentials too, and no wrong token', async () => {
    const basic = `Authorization: Basic ${Buffer.from('admin:admin123').toString('base64')}`;
    const path = '/api/config/access/roles HTTP/1.1\nHost: <host>\nVersion: 21.0';
    expect((await replay(mock.url, `GET ${path}\n${basic}`)).status).toBe(200);
    expect((await replay(mock.url, `GET ${path}\nSEC: wrong`)).status).toBe(401);
    expect((await replay(mock.url, `GET ${path}`)).status).toBe(401);
  });

  it('leaves the authorized service behind when a user is deleted', async () => {
    await createJsmith();
    await deleteJsmith();
    now += 10_000;
    expect((await get('/api/config/access/users/1002')).status).toBe(404);
    expect((await get('/api/config/access/authorized_services')).json).toMatchObject([{ id: 10 }]);
  });
});

describe("the Range samples of IBM's paging page", () => {
  it.each([
    { users: 10, range: 'items=0-4', contentRange: 'items 0-4/12', count: 5 },
    { users: 10, range: 'items=0-99', contentRange: 'items 0-11/12', count: 12 },
    { users: 1, range: 'items=3-5', contentRange: 'items */3', count: 0 },
  ])('answer $contentRange to $range', async ({ users, range, contentRange, count }) => {
    const many = await startMock('qradar', { strict: true, users });
    try {
      const answer = await replay(many.url, `GET /api/config/access/users ${HEAD}\nRange: ${range}`);
      expect(answer.headers.get('content-range')).toBe(contentRange);
      expect(answer.status === 416 ? [] : answer.json).toHaveLength(count);
      expect(many.violations).toEqual([]);
    } finally {
      await many.close();
    }
  });
});

function expectNoPassword({ body }: RawAnswer): void {
  expect(body).not.toContain('password"');
  expect(body).not.toContain('P@ssw0rd!');
}
