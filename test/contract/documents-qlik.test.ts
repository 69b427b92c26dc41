import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from './raw-http.js';

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('qlik', { strict: true });
});
beforeEach(() => mock.reset());
afterEach(() => expect(mock.violations).toEqual([]));
afterAll(() => mock?.close());

/** The document's curl lines leave their URLs empty; the paths are those of its headings, below `/api`. */
const CURL = `HTTP/1.1
Host: <host>
User-Agent: curl/8.5.0
Accept: */*
Authorization: Bearer sandbox-key`;
const curlJson = CURL.replace('Authorization', 'Content-type: application/json\nAuthorization');

/** A user whom the document's filters name. */
const JOHN_ID = '62716ab404a7bd8626af9bd6';
const get = (target: string) => replay(mock.url, `GET ${target} ${CURL}`);
const createJohn = () =>
  replay(
    mock.url,
    `POST /api/v1/users ${curlJson}\n\n{"name":"John Smith","email":"john.smith@corp.example","status":"invited","picture":"https://corp.example/docs/jsmith.png","subject":"1234asdasa6789","tenantId":"q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f","assignedRoles":[{"name":"Developer"}]}`,
  );

describe('the curl lines of the Qlik document', () => {
  it('list users with links', async () => {
    const answer = await get('/api/v1/users');
    expect(answer.status).toBe(200);
    expect(answer.json.data.length).toBeGreaterThan(0);
    expect(answer.json.links.self.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/users/);
  });

  it('create John Smith as an invited user with the role Developer', async () => {
    const answer = await createJohn();
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      name: 'John Smith',
      email: 'john.smith@corp.example',
      status: 'invited',
      picture: 'https://corp.example/docs/jsmith.png',
      subject: '1234asdasa6789',
      tenantId: 'q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f',
      assignedRoles: [{ name: 'Developer' }],
    });
    expect((await get(`/api/v1/users/${answer.json.id}`)).json).toMatchObject({ subject: '1234asdasa6789' });
  });

  it('create nobody twice', async () => {
    expect((await createJohn()).status).toBe(201);
    const answer = await createJohn();
    expect(answer.status).toBe(409);
    expect(answer.json.errors).not.toEqual([]);
  });

  it('get a user', async () => {
    const answer = await get(`/api/v1/users/${JOHN_ID}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id: JOHN_ID, name: 'John Smith', status: 'active' });
  });

  it('patch six fields at once, all of which succeed', async () => {
    const answer = await replay(
      mock.url,
      `PATCH /api/v1/users/${JOHN_ID} ${curlJson}\n\n[{"op":"replace","path":"/name","value":"John"},{"op":"replace","path":"/assignedRoles","value":[{"name":"Developer"}]},{"op":"replace","path":"/email","value":"unicorn@corp.example"},{"op":"replace","path":"/preferredZoneInfo","value":"America/Halifax"},{"op":"replace","path":"/preferredLocale","value":"en_US_POSIX"},{"op":"replace","path":"/status","value":"active"}]`,
    );
    expect(answer.status).toBe(204);
    expect(answer.body).toBe('');
    expect((await get(`/api/v1/users/${JOHN_ID}`)).json).toMatchObject({
      name: 'John',
      email: 'unicorn@corp.example',
      preferredLocale: 'en_US_POSIX',
      status: 'active',
      assignedRoles: [{ name: 'Developer' }],
    });
  });

  it('delete a user with 204, who is unknown afterwards', async () => {
    const answer = await replay(mock.url, `DELETE /api/v1/users/${JOHN_ID} ${CURL}`);
    expect(answer.status).toBe(204);
    expect((await get(`/api/v1/users/${JOHN_ID}`)).status).toBe(404);
  });

  it('count the users', async () => {
    const answer = await get('/api/v1/users/actions/count');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ total: (await get('/api/v1/users')).json.data.length });
  });

  it('filter by two ids and two statuses', async () => {
    const answer = await replay(
      mock.url,
      `POST /api/v1/users/actions/filter ${curlJson}\n\n{"filter":"(id eq \\"626949b9017b657805080bbd\\" or id eq \\"626949bf017b657805080bbe\\") and (status eq \\"active\\" or status eq \\"deleted\\")"}`,
    );
    expect(answer.status).toBe(200);
    // The other of the two is invited, which the filter leaves out.
    expect(answer.json.data).toMatchObject([{ id: '626949b9017b657805080bbd', status: 'active' }]);
  });

  it('invite, and answer 207 with a result for the one invitee', async () => {
    const answer = await replay(
      mock.url,
      `POST /api/v1/users/actions/invite ${curlJson}\n\n{"invitees":[{"name":"string","email":"string","resend":true,"language":"string"}]}`,
    );
    expect(answer.status).toBe(207);
    expect(answer.json.data).toHaveLength(1);
    expect(answer.json.data[0].email).toBe('string');
    expect(['ok', 'exists', 'error']).toContain(answer.json.data[0].status);
  });

  it('redirect to the own user, as text/html', async () => {
    const answer = await get('/api/v1/users/me');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    const location = new URL(answer.headers.get('location') ?? '', mock.url);
    expect(location.origin).toBe(mock.url);
    expect((await get(location.pathname)).json).toMatchObject({ status: 'active' });
  });

  it('read the role names', async () => {
    const answer = await get('/api/v1/users/metadata');
    expect(answer.status).toBe(200);
    expect(answer.json.valid_roles).toContain('TenantAdmin');
  });
});

describe('what the Qlik document says beside its curl lines', () => {
  const list = (filter: string) => get(`/api/v1/users?filter=${encodeURIComponent(filter)}`);

  it('lists by the filter samples of the parameter', async () => {
    const twoIds = '(id eq "62716ab404a7bd8626af9bd6" or id eq "62716ac4c7e500e13ff5fa22")';
    const found = await list(`${twoIds} and (status eq "active" or status eq "disabled")`);
    expect(found.status).toBe(200);
    expect(found.json.data).toHaveLength(2);
    const contains = await list('name co "query" or email co "query" or subject co "query" or id eq "query"');
    expect(contains.status).toBe(200);
    expect(contains.json.data).toEqual([]);
  });

  it('refuses status conditions that do not stand in a group over the whole', async () => {
    const valid = await list(
      '(name eq "Bob" or name eq "Alice") and (status eq "active" or status eq "disabled")',
    );
    expect(valid.json.data).toHaveLength(2);
    const invalid = await list(
      'name eq "Bob" or name eq "Alice" and (status eq "active" or status eq "disabled")',
    );
    expect(invalid.status).toBe(400);
    expect(invalid.json.errors).not.toEqual([]);
  });

  it('answers 401 to a wrong key', async () => {
    const answer = await replay(mock.url, `GET /api/v1/users ${CURL.replace('sandbox-key', 'wrong')}`);
    expect(answer.status).toBe(401);
    expect(answer.json.errors).not.toEqual([]);
  });
});
