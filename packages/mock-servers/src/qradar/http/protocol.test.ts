import { beforeAll, describe, expect, it } from 'vitest';
import { basic, type Console, JSMITH, startConsole, USERS } from '../console.test.helper.js';
import { startSandbox } from '../sandbox.test.helper.js';

let qradar: Console;
beforeAll(async () => {
  qradar = await startConsole();
});

const get = (headers: Record<string, string>, path = USERS) => qradar.call('GET', path, undefined, headers);

describe('credentials', () => {
  it.each([
    ['nothing', { SEC: '' }],
    ['a wrong token', { SEC: 'wrong' }],
    ['a wrong password', basic('admin', 'wrong')],
    ['an unknown user', basic('nobody', 'admin123')],
    ['a Basic header without a colon', { SEC: '', Authorization: `Basic ${btoa('admin')}` }],
    ['a Basic header that is no base64', { SEC: '', Authorization: 'Basic %%%' }],
    ['a Bearer token', { SEC: '', Authorization: 'Bearer sandbox-token' }],
  ])('%s is a 401 with the five fields', async (_title, headers) => {
    const { status, body } = await get(headers);
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 18, details: {}, http_response: { code: 401 } });
    expect(JSON.stringify(body)).not.toContain('wrong"');
  });

  it('the token, admin and a password outside Latin-1 sign in', async () => {
    expect((await get({})).status).toBe(200);
    expect((await get(basic('admin', 'admin123'))).status).toBe(200);
    const password = 'pässwörd-日本';
    await qradar.call('POST', USERS, { ...JSMITH, username: 'unicode', password });
    const bytes = new TextEncoder().encode(`unicode:${password}`);
    const Authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
    expect((await get({ SEC: '', Authorization })).status).toBe(200);
  });

  it('credentials come before everything else', async () => {
    for (const [method, path] of [
      ['POST', USERS],
      ['GET', '/api/nothing'],
      ['PUT', USERS],
    ] as const) {
      expect((await qradar.call(method, path, method === 'GET' ? undefined : '{', { SEC: '' })).status).toBe(
        401,
      );
    }
  });
});

describe('Version', () => {
  it.each([
    ['26.0', false],
    ['24', false],
    ['25.0', false],
    ['27.3', false],
    ['100', false],
    ['', false],
    ['21.0', true],
    ['21', true],
  ])('"%s" is served, deprecated: %s', async (Version, deprecated) => {
    const { status, headers } = await get({ Version });
    expect(status).toBe(200);
    expect(headers.has('Deprecated')).toBe(deprecated);
  });

  it.each(['20.0', '12', '9.1', '21.5'])(
    '%s is a 422 that names it where old ones are removed',
    async (Version) => {
      const today = await startConsole({ oldVersions: 'removed' });
      const { status, body } = await today.call('GET', USERS, undefined, { Version });
      expect(status).toBe(422);
      expect(body.message).toContain(`(${Version})`);
      expect(/removed/.test(body.message)).toBe(Version !== '21.5');
    },
  );

  it.each(['20.0', '12', '9.1'])(
    '%s is answered as deprecated, for clients in the field',
    async (Version) => {
      const { status, headers } = await get({ Version });
      expect([status, headers.has('Deprecated')]).toEqual([200, true]);
    },
  );

  it('1.0 is a 422 that says so, wherever it is sent', async () => {
    const { body, status } = await get({ Version: '1.0' });
    expect([status, body.message]).toEqual([422, expect.stringContaining('has been removed')]);
  });

  it('21.5, which never was, is a 422', async () => {
    expect((await get({ Version: '21.5' })).status).toBe(422);
  });

  it('an error for a deprecated version carries the header too', async () => {
    const { status, headers } = await get({ Version: '21.0' }, `${USERS}/4711`);
    expect([status, headers.has('Deprecated')]).toEqual([404, true]);
  });

  it('the table is an option, and the latest minor answers for a major version', async () => {
    const entry = (version: string, deprecated = false) => ({ version, deprecated, removed: false });
    const other = await startConsole({ versions: [entry('3.0'), entry('3.1', true), entry('3.10')] });
    expect((await other.call('GET', USERS, undefined, { Version: '3' })).headers.has('Deprecated')).toBe(
      false,
    );
    expect((await other.call('GET', USERS, undefined, { Version: '3.1' })).headers.has('Deprecated')).toBe(
      true,
    );
  });

  it('/help/versions lists what lives, is deprecated and is removed', async () => {
    const today = await startConsole({ oldVersions: 'removed' });
    const ask = (path: string) => today.call('GET', path);
    const { body } = await ask('/api/help/versions?filter=removed%3Dfalse&fields=version,deprecated');
    expect(body).toEqual([
      { version: '21.0', deprecated: true },
      { version: '22.0', deprecated: true },
      { version: '23.0', deprecated: true },
      { version: '24.0', deprecated: false },
      { version: '25.0', deprecated: false },
      { version: '26.0', deprecated: false },
    ]);
    expect((await ask('/api/help/versions/20')).body).toMatchObject({ version: '20.0', removed: true });
    expect((await get({}, '/api/help/versions/20')).body).toMatchObject({ version: '20.0', removed: false });
    const unknown = await get({}, '/api/help/versions/4711');
    expect([unknown.status, unknown.body.code]).toEqual([404, 1002]);
  });
});

describe('what is not there', () => {
  it.each(['/', '/api', '/api/nothing', `${USERS}/`, '/api/config/access/user_role'])(
    '%s is a 404',
    async (path) => {
      const { status, body } = await get({}, path);
      expect([status, body.http_response.code]).toEqual([404, 404]);
    },
  );

  it.each([
    ['HEAD', USERS],
    ['PUT', `${USERS}/1001`],
    ['DELETE', USERS],
    ['POST', '/api/config/access/roles'],
  ])('%s %s is a 405', async (method, path) => {
    const { call } = startSandbox();
    const response = await call(method, path, { 'Content-Type': 'application/json' });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toContain('GET');
  });
});

describe('media types and bodies', () => {
  it.each(['text/xml', 'text/html, application/xml;q=0.9'])('Accept: %s is a 406', async (accept) => {
    expect((await get({ Accept: accept })).status).toBe(406);
  });

  it.each(['*/*', 'application/json', 'application/*', 'text/html, */*;q=0.1'])(
    'Accept: %s is served',
    async (accept) => {
      expect((await get({ Accept: accept })).status).toBe(200);
    },
  );

  it.each([
    ['a body that is cut off', '{"username":', 'application/json', 400, 1001],
    ['a list', '[]', 'application/json', 422, 11],
    ['nothing', '', 'application/json', 422, 10],
    ['XML', '<user/>', 'application/xml', 415, 13],
  ])('%s is refused', async (_title, body, mediaType, status, code) => {
    const { call } = startSandbox();
    const response = await call('POST', USERS, { 'Content-Type': mediaType }, body);
    expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([status, code]);
  });

  it('malformed JSON is a 400 behind the contract too', async () => {
    const { status, body } = await qradar.call('POST', USERS, '{"username":');
    expect([status, body.code]).toEqual([400, 1001]);
  });

  it.each([
    ['another media type', '<user/>', 'text/xml', 415, 13],
    ['no body', '', 'application/json', 422, 10],
    ['a role by name', { ...JSMITH, user_role: 'Analyst' }, '', 422, 1005],
    ['a number for the username', { ...JSMITH, username: 7 }, '', 422, 11],
  ])(
    '%s is refused alike behind the contract, without a word of its validator',
    async (_title, body, type, ...expected) => {
      const { status, body: error } = await qradar.call('POST', USERS, body, {
        'Content-Type': type || 'application/json',
      });
      expect([status, error.code]).toEqual(expected);
      expect(error.message).not.toMatch(/request body|property|must NOT/);
    },
  );

  it('fields that nobody knows are ignored silently', async () => {
    const { call } = startSandbox();
    const body = JSON.stringify({ ...JSMITH, shoe_size: 44, id: 7 });
    const response = await call('POST', USERS, { 'Content-Type': 'application/json' }, body);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 1002 });
  });

  it('a session is opened by Basic, named by a cookie, signs in as the header SEC and ends with the logout', async () => {
    const console = await startConsole();
    const { headers } = await console.call('GET', USERS, undefined, { SEC: '', ...basic('jdoe', 'jdoe123') });
    const [, token = ''] =
      /^SEC=([\w-]+); Path=\/; HttpOnly; SameSite=Strict$/.exec(headers.get('Set-Cookie') ?? '') ?? [];
    const deploy = async (signed: Record<string, string>) =>
      (await console.call('POST', '/api/staged_config/deploy_status', { type: 'FULL' }, signed)).body.message;
    expect(await deploy({ SEC: token })).toMatch(
      /^User has insufficient capabilities to access this endpoint resource: .* jdoe does not have\.$/,
    );
    expect((await console.call('POST', '/auth/logout', undefined, { SEC: token })).status).toBe(204);
    expect(await deploy({ SEC: token })).toContain('no session');
  });

  it('a cookie is no credential', async () => {
    const { headers } = await get({ SEC: '', ...basic('admin', 'admin123') });
    const Cookie = headers.get('Set-Cookie')?.split(';')[0] ?? '';
    const response = await startSandbox().call('GET', USERS, { SEC: '', Cookie });
    expect(response.status).toBe(401);
  });

  it('every answer after the sign-in has a cookie, a refusal too', async () => {
    const today = await startConsole({ oldVersions: 'removed' });
    const answers = [
      await get({}),
      await get({}, `${USERS}/4711`),
      await get({}, '/nothing'),
      await today.call('GET', USERS, undefined, { Version: '9.1' }),
      await qradar.call('POST', USERS, '{'),
    ];
    expect(answers.map(({ headers }) => headers.get('Set-Cookie')?.split('=')[0])).toEqual(
      answers.map(() => 'JSESSIONID'),
    );
    expect((await get({ SEC: 'wrong' })).headers.has('Set-Cookie')).toBe(false);
  });
});

describe('CORS', () => {
  const preflight = {
    SEC: '',
    Origin: 'http://192.0.2.0:8888',
    'Access-Control-Request-Headers': 'sec,version',
  };

  it('no origin is allowed by default', async () => {
    const { call } = startSandbox();
    const response = await call('OPTIONS', USERS, preflight);
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    const request = await call('GET', USERS, { Origin: preflight.Origin });
    expect([request.status, request.headers.has('Access-Control-Allow-Origin')]).toEqual([200, false]);
  });

  it('a listed origin passes the preflight without credentials, and its requests and errors carry the header', async () => {
    const { call, sandbox } = startSandbox({ allowedOrigins: [preflight.Origin] });
    const response = await call('OPTIONS', USERS, preflight);
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(preflight.Origin);
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('sec,version');
    for (const path of [USERS, `${USERS}/4711`]) {
      const answer = await call('GET', path, { Origin: preflight.Origin });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(preflight.Origin);
    }
    const unauthorized = await call('GET', USERS, { SEC: '', Origin: preflight.Origin });
    expect([unauthorized.status, unauthorized.headers.get('Access-Control-Allow-Origin')]).toEqual([
      401,
      preflight.Origin,
    ]);
    const options = new Request(`http://localhost${USERS}`, { method: 'OPTIONS' });
    expect(sandbox.authenticate?.(options)).toBeUndefined();
  });

  it('an entry * allows every origin, a list does not allow another', async () => {
    const any = await startSandbox({ allowedOrigins: ['*'] }).call('GET', USERS, { Origin: 'null' });
    expect(any.headers.get('Access-Control-Allow-Origin')).toBe('null');
    const other = await startSandbox({ allowedOrigins: ['http://a'] }).call('GET', USERS, {
      Origin: 'http://b',
    });
    expect(other.headers.has('Access-Control-Allow-Origin')).toBe(false);
  });
});
