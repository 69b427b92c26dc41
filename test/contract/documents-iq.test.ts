import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from './raw-http.js';

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('iq', { strict: true });
});
beforeEach(() => mock.reset());
afterEach(() => expect(mock.violations).toEqual([]));
afterAll(() => mock?.close());

/** What `curl -u admin:admin123` sends beside the request line. */
const CURL = `HTTP/1.1
Host: <host>
Authorization: Basic YWRtaW46YWRtaW4xMjM=
User-Agent: curl/8.5.0
Accept: */*`;
const curlJson = `${CURL}\nContent-Type: application/json`;

const BOB = { username: 'bob', firstName: 'Bob', lastName: 'Smith', email: 'bobsmith@domain.com' };
const createTed = () =>
  replay(
    mock.url,
    `POST /api/v2/users ${curlJson}\n\n{"username": "ted","password": "secret","firstName": "Ted","lastName": "Baker","email": "tedbaker@example.com"}`,
  );
const get = (target: string) => replay(mock.url, `GET ${target} ${CURL}`);

describe('the curl lines of the IQ document', () => {
  it('read all users of the realm Internal, without passwords', async () => {
    const answer = await get('/api/v2/users?realm=Internal');
    expect(answer.status).toBe(200);
    const admin = { username: 'admin', firstName: 'Admin', lastName: 'BuiltIn', email: 'admin@localhost' };
    expect(answer.json).toMatchObject({ users: [admin, BOB] });
    expect(answer.body).not.toContain('password');
  });

  it('read bob', async () => {
    const answer = await get('/api/v2/users/bob?realm=Internal');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(BOB);
    expect(answer.body).not.toContain('password');
  });

  it('create ted with 204 and an empty body', async () => {
    const answer = await createTed();
    expect(answer.status).toBe(204);
    expect(answer.body).toBe('');
    expect((await get('/api/v2/users/ted')).json).toMatchObject({ firstName: 'Ted', lastName: 'Baker' });
  });

  it('update three fields of ted', async () => {
    await createTed();
    const answer = await replay(
      mock.url,
      `PUT /api/v2/users/ted ${curlJson}\n\n{"firstName": "Teddy","lastName": "Norman","email": "tnorman@example.com"}`,
    );
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      username: 'ted',
      firstName: 'Teddy',
      lastName: 'Norman',
      email: 'tnorman@example.com',
    });
  });

  it('update one field of ted and leave the others', async () => {
    await createTed();
    const answer = await replay(
      mock.url,
      `PUT /api/v2/users/ted ${curlJson}\n\n{"email": "tnorman@new.com"}`,
    );
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      username: 'ted',
      firstName: 'Ted',
      lastName: 'Baker',
      email: 'tnorman@new.com',
    });
  });

  it('delete bob with 204, who is unknown afterwards', async () => {
    const answer = await replay(mock.url, `DELETE /api/v2/users/bob?realm=Internal ${CURL}`);
    expect(answer.status).toBe(204);
    expect(answer.body).toBe('');
    expect((await get('/api/v2/users/bob?realm=Internal')).status).toBe(404);
  });
});

describe('what the IQ document says beside its curl lines', () => {
  it('takes Internal for the realm when none is named', async () => {
    expect((await get('/api/v2/users')).json).toEqual((await get('/api/v2/users?realm=Internal')).json);
    expect((await get('/api/v2/users?realm=SAML')).json).not.toEqual((await get('/api/v2/users')).json);
  });

  it.each(['username', 'password', 'firstName', 'lastName', 'email'])(
    'creates nobody without %s',
    async (name) => {
      const ted = {
        username: 'ted',
        password: 'secret',
        firstName: 'Ted',
        lastName: 'Baker',
        email: 't@example.com',
      };
      const body = JSON.stringify({ ...ted, [name]: undefined });
      const answer = await replay(mock.url, `POST /api/v2/users ${curlJson}\n\n${body}`);
      expect(answer.status).toBe(400);
      expect((await get('/api/v2/users/ted')).status).toBe(404);
    },
  );

  it('takes a username in the body of an update only if it is that of the path', async () => {
    const update = (username: string) =>
      replay(
        mock.url,
        `PUT /api/v2/users/bob ${curlJson}\n\n{"username": "${username}","lastName": "Jones"}`,
      );
    expect((await update('ted')).status).toBe(400);
    expect((await get('/api/v2/users/bob')).json).toMatchObject(BOB);
    expect((await update('bob')).json).toMatchObject({ ...BOB, lastName: 'Jones' });
  });

  it('answers 401 to a wrong password', async () => {
    const wrong = CURL.replace('YWRtaW46YWRtaW4xMjM=', Buffer.from('admin:wrong').toString('base64'));
    expect((await replay(mock.url, `GET /api/v2/users ${wrong}`)).status).toBe(401);
  });
});
