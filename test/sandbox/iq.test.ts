import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIq, HttpError, InvalidInputError, type IqOptions } from '@rollcall/facade/iq';
import { getUser } from '@rollcall/iq';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let mock: RunningMock;
const AUTH = { username: 'admin', password: 'admin123' };
const TED = {
  username: 'ted',
  password: 'secret',
  firstName: 'Ted',
  lastName: 'Baker',
  email: 'tedbaker@example.com',
};

beforeAll(async () => {
  mock = await startMock('iq');
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

function client(options: Partial<IqOptions> = {}) {
  return createIq({ baseUrl: mock.url, auth: AUTH, ...options });
}

describe('the scenarios of the IQ document', () => {
  it('lists the Internal users in one page', async () => {
    const { users } = client();
    expect(await users.list().toArray()).toEqual([
      { username: 'admin', firstName: 'Admin', lastName: 'BuiltIn', email: 'admin@localhost' },
      { username: 'bob', firstName: 'Bob', lastName: 'Smith', email: 'bobsmith@domain.com' },
    ]);
    const pages = [];
    for await (const page of users.list({ realm: 'Internal' }).byPage()) pages.push(page);
    expect(pages).toMatchObject([{ start: 0, total: 2 }]);
    expect(mock.journal.map(({ url }) => url)).toEqual(['/api/v2/users', '/api/v2/users?realm=Internal']);
  });

  it('lets a user live and die', async () => {
    const { users } = client();
    expect(await users.create(TED)).toBeUndefined();
    expect(await users.get('ted')).toEqual({
      username: 'ted',
      firstName: 'Ted',
      lastName: 'Baker',
      email: 'tedbaker@example.com',
    });
    const patch = { firstName: 'Teddy', lastName: 'Norman', email: 'tnorman@example.com' };
    expect(await users.update('ted', patch)).toEqual({ username: 'ted', ...patch });
    expect(await users.update('ted', { email: 'tnorman@new.com' })).toEqual({
      username: 'ted',
      ...patch,
      email: 'tnorman@new.com',
    });
    expect(await users.delete('ted')).toBeUndefined();
    expect(await users.find('ted')).toBeUndefined();
    await expect(users.get('ted')).rejects.toMatchObject({ name: 'HttpError', status: 404 });
    expect(mock.violations).toEqual([]);
  });

  it('reads and deletes in the realm that is asked for, and there only', async () => {
    const { users } = client();
    expect(await users.find('carol')).toBeUndefined();
    expect(await users.find('carol', { realm: 'SAML' })).toMatchObject({ username: 'carol', realm: 'SAML' });
    await users.delete('carol', { realm: 'SAML' });
    expect(await users.list({ realm: 'SAML' }).toArray()).toEqual([]);
  });

  it("takes the client's realm where a call names none", async () => {
    const { users } = client({ realm: 'SAML' });
    expect(await users.get('carol')).toMatchObject({ username: 'carol' });
    expect(await users.get('bob', { realm: 'Internal' })).toMatchObject({ username: 'bob' });
    expect(mock.journal.map(({ url }) => url)).toEqual([
      '/api/v2/users/carol?realm=SAML',
      '/api/v2/users/bob?realm=Internal',
    ]);
  });

  it('takes a bearer token', async () => {
    const { users } = client({ auth: { token: 'sandbox-token' } });
    expect(await users.get('bob')).toMatchObject({ username: 'bob' });
  });

  it('gives the generated functions the same safety', async () => {
    const iq = client();
    const error = await getUser({
      client: iq.client,
      path: { username: 'nobody' },
      throwOnError: true,
    }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(HttpError);
    await expect(
      getUser({ client: iq.client, path: { username: '..' }, throwOnError: true }),
    ).rejects.toBeInstanceOf(InvalidInputError);
    expect(mock.journal).toHaveLength(1);
  });
});

describe('what IQ would refuse', () => {
  it.each(['username', 'password', 'firstName', 'lastName', 'email'] as const)(
    'refuses a user without %s before anything is sent',
    async (field) => {
      const { users } = client();
      await expect(users.create({ ...TED, [field]: '' })).rejects.toThrow(`user.${field} is required`);
      const { [field]: _, ...rest } = TED;
      await expect(users.create(rest as typeof TED)).rejects.toBeInstanceOf(InvalidInputError);
      expect(mock.journal).toEqual([]);
    },
  );

  it('refuses a password, a realm and another user name in an update before anything is sent', async () => {
    const { users } = client();
    // @ts-expect-error the password cannot be changed
    const password = await users.update('bob', { password: 'hunter2-secret' }).catch((error: Error) => error);
    expect(password).toBeInstanceOf(InvalidInputError);
    expect((password as Error).message).not.toContain('hunter2');
    // @ts-expect-error the realm cannot be changed
    await expect(users.update('bob', { realm: 'SAML' })).rejects.toBeInstanceOf(InvalidInputError);
    await expect(users.update('bob', { username: 'robert' })).rejects.toThrow(/'robert'.*'bob'/);
    expect(mock.journal).toEqual([]);
    expect(await users.update('bob', { username: 'bob', firstName: 'Rob' })).toMatchObject({
      firstName: 'Rob',
    });
  });

  it('refuses a realm that is no name, and lets the server judge an unknown one', async () => {
    const { users } = client();
    // @ts-expect-error realms are a closed union for the compiler
    await expect(users.get('bob', { realm: 'Sideways' })).rejects.toMatchObject({ status: 400 });
    await expect(users.get('bob', { realm: '' as 'SAML' })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('says what the server said in plain text, and which call it was', async () => {
    const error = (await client()
      .users.get('nobody')
      .catch((caught: unknown) => caught)) as HttpError;
    expect(error).toBeInstanceOf(HttpError);
    expect(error.message).toContain(
      `GET ${mock.url}/api/v2/users/nobody → 404: There is no user named nobody`,
    );
    expect(error.body).toBe('There is no user named nobody in the realm Internal.');
  });

  it('says what the server said in JSON', async () => {
    mock.faults.add({ operationId: 'listUsers', status: 400, body: { message: 'Realm is unknown' } });
    await expect(client().users.list().toArray()).rejects.toThrow(/→ 400: Realm is unknown\./);
  });

  it('reports a taken name, and shows no password even when the server echoes it', async () => {
    const { users } = client();
    await expect(users.create({ ...TED, username: 'bob' })).rejects.toMatchObject({ status: 409 });
    mock.faults.add({
      operationId: 'createUser',
      status: 400,
      body: { message: 'secret is too short', password: 'secret' },
    });
    const error = (await users.create(TED).catch((caught: unknown) => caught)) as HttpError;
    expect(`${error.message} ${JSON.stringify(error)} ${JSON.stringify(error.body)}`).not.toContain('secret');
  });

  it('reports wrong credentials', async () => {
    const { users } = client({ auth: { ...AUTH, password: 'wrong' } });
    await expect(users.list().toArray()).rejects.toMatchObject({ status: 401 });
  });

  it('does not take the 404 of a web page for a user that does not exist', async () => {
    mock.faults.add({
      operationId: 'getUser',
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Not here</body></html>',
    });
    await expect(client().users.find('bob')).rejects.toMatchObject({ status: 404 });
  });

  it('refuses to be made without a credential, with two, or with a CSRF value no cookie can carry', () => {
    expect(() => client({ auth: undefined as never })).toThrow(InvalidInputError);
    expect(() => client({ auth: { ...AUTH, token: 'sandbox-token' } as never })).toThrow(
      /both token and username/,
    );
    expect(() => client({ csrf: 'a;b' })).toThrow(InvalidInputError);
  });
});

describe('user names in the address', () => {
  it.each(['.', '..', '', '%2e', '%2E%2e'])(
    'refuses %j on every verb, without a request',
    async (username) => {
      const { users } = client();
      const calls = [
        users.get(username),
        users.find(username),
        users.update(username, {}),
        users.delete(username),
      ];
      for (const call of calls) await expect(call).rejects.toBeInstanceOf(InvalidInputError);
      await expect(users.create({ ...TED, username })).rejects.toBeInstanceOf(InvalidInputError);
      expect(mock.journal).toEqual([]);
    },
  );

  it.each(['a/b', '?#;%', '$&', 'a b', 'line\nbreak', '日本', '😀', '%2F', 'a..b', '+1'])(
    'encodes %j once',
    async (username) => {
      const { users } = client();
      await users.create({ ...TED, username });
      expect(await users.get(username)).toMatchObject({ username });
      expect(await users.update(username, { firstName: 'X' })).toMatchObject({ username, firstName: 'X' });
      await users.delete(username);
      expect(await users.find(username)).toBeUndefined();
      const path = `/api/v2/users/${encodeURIComponent(username)}`;
      expect(mock.journal.slice(1).map(({ url }) => url)).toEqual([path, path, path, path]);
    },
  );
});

describe('behind a reverse proxy', () => {
  let guarded: RunningMock;
  beforeAll(async () => {
    guarded = await startMock('iq', { vendorOptions: { csrf: true } });
  });
  afterAll(() => guarded.close());
  beforeEach(() => guarded.reset());

  it('is refused without the CSRF pair', async () => {
    await expect(client({ baseUrl: guarded.url }).users.create(TED)).rejects.toMatchObject({ status: 403 });
  });

  it.each([true, 'chosen-value'])('writes with the CSRF pair when csrf is %j', async (csrf) => {
    const { users } = client({ baseUrl: guarded.url, csrf });
    await users.create(TED);
    await users.update('ted', { firstName: 'Teddy' });
    await users.delete('ted');
    expect(guarded.journal.map(({ status }) => status)).toEqual([204, 200, 204]);
    expect(guarded.violations).toEqual([]);
  });
});

describe('on the wire', () => {
  let seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume().on('end', () => {
      if (request.method === 'GET') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ username: 'bob', realm: 'Crowd' }));
      } else response.writeHead(204).end();
    });
  });
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    seen = [];
  });

  it('keeps a context path in front of the API, whatever slashes surround it', async () => {
    for (const base of [`${origin}/iq`, `${origin}/iq/`, `${origin}//iq//`]) {
      await client({ baseUrl: base }).users.get('bob');
    }
    expect(seen.map(({ url }) => url)).toEqual(Array(3).fill('/iq/api/v2/users/bob'));
  });

  it('sends the CSRF pair on writes only, random for each client, beside cookies of your own', async () => {
    const one = client({ baseUrl: origin, csrf: true, headers: { Cookie: 'session=1' } });
    const two = client({ baseUrl: origin, csrf: true });
    await one.users.get('bob');
    await one.users.delete('bob');
    await two.users.create(TED);
    const [read, first, second] = seen.map(({ headers }) => headers);
    expect(read).toMatchObject({ cookie: 'session=1' });
    expect(read).not.toHaveProperty('x-csrf-token');
    expect(first?.cookie).toBe(`session=1; CLM-CSRF-TOKEN=${first?.['x-csrf-token']}`);
    expect(second?.cookie).toBe(`CLM-CSRF-TOKEN=${second?.['x-csrf-token']}`);
    expect(first?.['x-csrf-token']).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.['x-csrf-token']).not.toBe(first?.['x-csrf-token']);
  });

  it('sends no CSRF pair unless asked to', async () => {
    await client({ baseUrl: origin }).users.delete('bob');
    expect(seen[0]?.headers).not.toHaveProperty('x-csrf-token');
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
  });

  it('gives a realm that no version of this package knows as it is', async () => {
    expect((await client({ baseUrl: origin }).users.get('bob')).realm).toBe('Crowd');
  });
});
