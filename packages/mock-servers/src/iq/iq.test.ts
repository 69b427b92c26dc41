import { describe, expect, it } from 'vitest';
import { createMock, type MockOptions } from '../index.js';

const USERS = '/api/v2/users';
const TED = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };
const create = { ...TED, password: 'secret' };

/** A strict sandbox: an answer that breaks the document would be a 500. */
async function iq(options: MockOptions = {}) {
  const mock = await createMock('iq', { strict: true, ...options });
  const authorization = mock.credentials.headers.Authorization ?? '';
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await mock.fetch(`http://localhost:8070${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  return { mock, call };
}

describe('the IQ sandbox', () => {
  it('the list holds the users of the document, and Internal is the default realm', async () => {
    const { call } = await iq();
    const expected = {
      users: [
        { username: 'admin', firstName: 'Admin', lastName: 'BuiltIn', email: 'admin@localhost' },
        { username: 'bob', firstName: 'Bob', lastName: 'Smith', email: 'bobsmith@domain.com' },
      ],
    };
    expect((await call('GET', USERS)).body).toEqual(expected);
    expect((await call('GET', `${USERS}?realm=Internal`)).body).toEqual(expected);
  });

  it('each realm has its own users and an unknown realm is refused', async () => {
    const { call } = await iq();
    const saml = await call('GET', `${USERS}?realm=SAML`);
    expect(saml.body.users.map((user: { username: string }) => user.username)).toEqual(['carol']);
    expect((await call('GET', `${USERS}?realm=OAUTH2`)).body).toEqual({ users: [] });
    expect((await call('GET', `${USERS}/bob?realm=SAML`)).status).toBe(404);
    expect((await call('GET', `${USERS}/carol?realm=SAML`)).status).toBe(200);
    const unknown = await call('GET', `${USERS}?realm=LDAP`);
    expect([unknown.status, unknown.body]).toEqual([400, expect.stringContaining('Unknown realm LDAP')]);
  });

  it('a realm may be sent on create, any of them, and is answered then', async () => {
    const { call } = await iq();
    for (const realm of ['Internal', 'OAUTH2', 'Corporate LDAP']) {
      expect((await call('POST', USERS, { ...create, realm })).status).toBe(204);
      expect((await call('POST', USERS, { ...create, realm })).status).toBe(409);
      const path = `${USERS}/ted?realm=${encodeURIComponent(realm)}`;
      expect((await call('GET', path)).body).toEqual({ ...TED, realm });
      expect((await call('DELETE', path)).status).toBe(204);
      // A realm that somebody was in stays known.
      expect((await call('GET', path)).status).toBe(404);
    }
  });

  it('a created user is there without the password', async () => {
    const { mock, call } = await iq();
    const created = await call('POST', USERS, create);
    expect([created.status, created.body]).toEqual([204, '']);
    expect((await call('GET', `${USERS}/ted`)).body).toEqual(TED);
    expect(JSON.stringify(mock.snapshot())).not.toContain('secret');
  });

  it.each(['username', 'password', 'firstName', 'lastName', 'email'])(
    'create without %s, or with an empty one, is 400',
    async (name) => {
      const { call } = await iq();
      for (const value of [undefined, '']) {
        const answer = await call('POST', USERS, { ...create, [name]: value });
        expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(name)]);
      }
    },
  );

  it('a name that is taken is 409', async () => {
    const { call } = await iq();
    const answer = await call('POST', USERS, { ...create, username: 'bob' });
    expect([answer.status, answer.body]).toEqual([409, 'A user named bob exists already.']);
  });

  it('an update changes what it names and nothing else', async () => {
    const { call } = await iq();
    await call('POST', USERS, create);
    const full = { firstName: 'Teddy', lastName: 'Norman', email: 'tnorman@example.com' };
    expect((await call('PUT', `${USERS}/ted`, full)).body).toEqual({ username: 'ted', ...full });
    const partial = await call('PUT', `${USERS}/ted`, { username: 'ted', email: 'tnorman@new.com' });
    expect(partial.body).toEqual({ username: 'ted', ...full, email: 'tnorman@new.com' });
  });

  it('an update with another username or realm is 400 and changes nothing', async () => {
    const { call } = await iq();
    const before = (await call('GET', `${USERS}/bob`)).body;
    expect((await call('PUT', `${USERS}/bob`, { username: 'rob', email: 'a@b.c' })).status).toBe(400);
    expect((await call('PUT', `${USERS}/bob`, { realm: 'SAML', email: 'a@b.c' })).status).toBe(400);
    expect((await call('GET', `${USERS}/bob`)).body).toEqual(before);
  });

  it('a realm is answered once a client has named it, whichever it is', async () => {
    const { call } = await iq();
    expect((await call('POST', USERS, { ...create, realm: 'Internal' })).status).toBe(204);
    expect((await call('GET', `${USERS}/ted`)).body).toEqual({ ...TED, realm: 'Internal' });
    const put = await call('PUT', `${USERS}/bob`, { realm: 'Internal', email: 'a@b.c' });
    expect(put.body).toMatchObject({ username: 'bob', realm: 'Internal', email: 'a@b.c' });
  });

  it('an update takes the user as it was read, and a password, and changes neither name nor password', async () => {
    const { call, mock } = await iq();
    await call('POST', USERS, { ...create, realm: 'Internal' });
    const { body } = await call('GET', `${USERS}/ted`);
    expect((await call('PUT', `${USERS}/ted`, body)).body).toEqual(body);
    expect((await call('PUT', `${USERS}/ted`, { ...body, password: 'new', email: 'a@b.c' })).status).toBe(
      200,
    );
    const signIn = async (password: string) => {
      const headers = { Authorization: `Basic ${btoa(`ted:${password}`)}` };
      return (await mock.fetch(`http://iq.example.com${USERS}`, { headers })).status;
    };
    // Ted is known and no administrator.
    expect([await signIn('secret'), await signIn('new')]).toEqual([403, 401]);
  });

  it('every answer names the release, which is an option', async () => {
    const { call } = await iq({ vendorOptions: { release: '1.150.0-01' } });
    for (const path of [USERS, `${USERS}/nobody`, '/nothing']) {
      expect((await call('GET', path)).headers.get('server')).toBe('NexusIQ/1.150.0-01');
    }
    const refused = await call('POST', USERS, {});
    expect([refused.status, refused.headers.get('server')]).toEqual([400, 'NexusIQ/1.150.0-01']);
  });

  it('an update reaches Internal users only', async () => {
    const { call } = await iq();
    expect((await call('PUT', `${USERS}/nobody`, { email: 'a@b.c' })).status).toBe(404);
    expect((await call('PUT', `${USERS}/carol`, { email: 'a@b.c' })).status).toBe(404);
  });

  it('a delete removes the user from the given realm only', async () => {
    const { call } = await iq({ seed: { users: [{ ...TED, realm: 'SAML' }, TED] } });
    const deleted = await call('DELETE', `${USERS}/ted?realm=SAML`);
    expect([deleted.status, deleted.body]).toEqual([204, '']);
    expect((await call('DELETE', `${USERS}/ted?realm=SAML`)).status).toBe(404);
    expect((await call('GET', `${USERS}/ted`)).status).toBe(200);
  });

  it('a username may hold any text', async () => {
    const { call } = await iq();
    for (const username of ['a/b', 'x y+z', '100%', '50%25', 'smith,john', 'jörg@example.com', '?#']) {
      expect((await call('POST', USERS, { ...create, username })).status).toBe(204);
      const path = `${USERS}/${encodeURIComponent(username)}`;
      expect((await call('GET', path)).body.username).toBe(username);
      expect((await call('DELETE', path)).status).toBe(204);
    }
  });

  it('basic and bearer pass, everything else is 401 with a challenge', async () => {
    const { call } = await iq();
    const status = async (authorization: string) =>
      (await call('GET', USERS, undefined, { authorization })).status;
    expect(await status('Bearer sandbox-token')).toBe(200);
    expect(await status(`basic ${btoa('admin:admin123')}`)).toBe(200);
    for (const bad of [
      '',
      'Bearer x',
      'Basic',
      'Basic %%%',
      `Basic ${btoa('admin:x')}`,
      `Basic ${btoa('bob:')}`,
    ]) {
      expect(await status(bad)).toBe(401);
    }
    const answer = await call('GET', USERS, undefined, { authorization: '' });
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  });

  it('a user who is no administrator is 403', async () => {
    const { call } = await iq();
    await call('POST', USERS, { ...create, password: 'gärtner:1' });
    const authorization = `Basic ${Buffer.from('ted:gärtner:1').toString('base64')}`;
    expect((await call('GET', USERS, undefined, { authorization })).status).toBe(403);
  });

  it('with csrf, writing needs the header and the cookie with one value', async () => {
    const { call } = await iq({ vendorOptions: { csrf: true } });
    const attempt = async (headers: Record<string, string>) =>
      (await call('DELETE', `${USERS}/bob`, undefined, headers)).status;
    expect(await attempt({})).toBe(403);
    expect(await attempt({ 'x-csrf-token': 'a' })).toBe(403);
    expect(await attempt({ 'x-csrf-token': 'a', cookie: 'CLM-CSRF-TOKEN=b' })).toBe(403);
    expect((await call('GET', USERS)).status).toBe(200);
    expect(await attempt({ 'x-csrf-token': 'a', cookie: 'other=1; CLM-CSRF-TOKEN=a' })).toBe(204);
  });

  it('unknown paths are 404, other methods 405 with Allow', async () => {
    const { call } = await iq();
    expect((await call('GET', '/api/v2/policies')).status).toBe(404);
    const patch = await call('PATCH', `${USERS}/bob`, {});
    expect([patch.status, patch.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE']);
    expect((await call('DELETE', USERS)).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('generated users join the documents’ own', async () => {
    const { call } = await iq({ users: 250 });
    const { users: all } = (await call('GET', USERS)).body;
    expect(all).toHaveLength(252);
    expect(new Set(all.map((user: { username: string }) => user.username)).size).toBe(252);
  });

  it.each([
    [null, 'expected { "users"'],
    [{ users: [{ username: 'x' }] }, 'users[0].firstName'],
    [{ users: [{ ...TED, realm: 7 }] }, 'users[0].realm'],
    [{ people: [] }, 'there is no member people'],
    [{ users: null }, 'users must be a list'],
    [{ groups: null }, 'groups must be a list'],
    [{ memberships: [{ roleId: 'x', ownerType: 'global', userOrGroupName: 'bob' }] }, 'no role x'],
    [{ users: [{ ...TED, password: 1 }] }, 'users[0].password'],
  ])('a bad seed names what is wrong with it: %j', async (seed, message) => {
    const { mock } = await iq();
    expect(() => mock.seed(seed)).toThrow(message);
  });
});
