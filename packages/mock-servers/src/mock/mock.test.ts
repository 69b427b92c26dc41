import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createMock, startMock } from '../index.js';
import { mockOptionRules, serverOptionRules } from './options.js';

const USERS = 'http://iq.example.com/api/v2/users';

describe('a mock', () => {
  it('two mocks share nothing', async () => {
    const [one, two] = await Promise.all([createMock('iq'), createMock('iq')]);
    const { headers } = one.credentials;
    expect((await one.fetch(`${USERS}/bob`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await one.fetch(`${USERS}/bob`, { headers })).status).toBe(404);
    expect((await two.fetch(`${USERS}/bob`, { headers })).status).toBe(200);
    expect(two.journal).toHaveLength(1);
  });

  it('the journal tells method, operation and status, masks credentials and goes by the clock', async () => {
    const mock = await createMock('iq', { clock: { now: () => 0 } });
    const headers = {
      ...mock.credentials.headers,
      cookie: 'CLM-CSRF-TOKEN=a',
      'x-csrf-token': 'a',
      'x-own': 'b',
    };
    await mock.fetch(`${USERS}?realm=SAML`, { headers });
    await mock.fetch('http://iq.example.com/nowhere', { headers });
    expect(mock.journal).toEqual([
      {
        n: 1,
        at: '1970-01-01T00:00:00.000Z',
        method: 'GET',
        url: '/api/v2/users?realm=SAML',
        operationId: 'listUsers',
        status: 200,
        ms: expect.any(Number),
        requestHeaders: { authorization: '***', cookie: '***', 'x-csrf-token': '***', 'x-own': 'b' },
        responseHeaders: { 'content-type': 'application/json', server: expect.stringMatching(/^NexusIQ\//) },
        responseBody: expect.stringContaining('carol'),
      },
      expect.not.objectContaining({ operationId: expect.anything() }),
    ]);
  });

  it('the journal keeps the beginnings of bodies, without passwords and tokens', async () => {
    const mock = await createMock('iq');
    const headers = { ...mock.credentials.headers, 'content-type': 'application/json' };
    const ted = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };
    const body = JSON.stringify({ ...ted, password: 'a "quoted" secret', lastName: 'B'.repeat(10_000) });
    await mock.fetch(USERS, { method: 'POST', headers, body });
    await mock.fetch(USERS, { method: 'POST', headers, body: '{"password":"cut off' });
    const [created, broken] = mock.journal;
    expect(created?.requestBody).toHaveLength(4097);
    expect(created?.requestBody?.endsWith('…')).toBe(true);
    expect(created?.responseBody).toBeUndefined();
    expect(broken?.requestBody).toBe('{"password":"***"');
  });

  it('a password in a body that is not cut is masked and nothing else is', async () => {
    const mock = await createMock('iq');
    const headers = { ...mock.credentials.headers, 'content-type': 'application/json' };
    const body = '{"username":"ted","password": "a \\"quoted\\" secret","firstName":"Ted"}';
    await mock.fetch(USERS, { method: 'POST', headers, body });
    expect(mock.journal[0]?.requestBody).toBe('{"username":"ted","password": "***","firstName":"Ted"}');
  });

  it('the journal keeps the last thousand requests', async () => {
    const mock = await createMock('iq');
    for (let i = 0; i < 1005; i += 1) await mock.fetch(`http://iq.example.com/${i}`);
    expect(mock.journal).toHaveLength(1000);
    expect(mock.journal[0]?.url).toBe('/5');
  });

  it('a bad request is in the journal and not among the violations of the mock', async () => {
    const mock = await createMock('iq', { strict: true });
    const headers = { ...mock.credentials.headers, 'content-type': 'application/json' };
    await mock.fetch(USERS, { method: 'POST', headers, body: '{' });
    expect(mock.violations).toEqual([]);
    expect(mock.journal[0]?.violations?.map(({ kind }) => kind)).toEqual(['malformed']);
  });

  it('reset brings back the seed and forgets faults, journal and violations', async () => {
    const dora = { username: 'dora', firstName: 'D', lastName: 'E', email: 'dora@example.com' };
    const mock = await createMock('iq', { seed: { users: [dora] } });
    const { headers } = mock.credentials;
    await mock.fetch(`${USERS}/dora`, { method: 'DELETE', headers });
    mock.faults.add({ status: 503 });
    mock.reset();
    expect(mock.journal).toEqual([]);
    expect(await (await mock.fetch(`${USERS}/dora`, { headers })).json()).toEqual(dora);
    expect(mock.snapshot()).toMatchObject({
      users: expect.arrayContaining([{ ...dora, realm: 'Internal' }]),
    });
  });

  it('an aborted request rejects with the reason of its signal', async () => {
    const mock = await createMock('iq', { latencyMs: 60_000 });
    const controller = new AbortController();
    const pending = mock.fetch(USERS, { headers: mock.credentials.headers, signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await expect(mock.fetch(USERS, { signal: controller.signal })).rejects.toBe(reason);
    expect(mock.journal).toEqual([expect.objectContaining({ operationId: 'listUsers' })]);
    expect(mock.journal[0]).not.toHaveProperty('status');
  });

  it('mode prism answers with the examples of the document and obeys Prefer', async () => {
    const mock = await createMock('iq', { mode: 'prism' });
    const { headers } = mock.credentials;
    expect(await (await mock.fetch(`${USERS}/bob`, { headers })).json()).toMatchObject({ username: 'bob' });
    const saml = await mock.fetch(USERS, { headers: { ...headers, prefer: 'example=saml' } });
    expect(await saml.json()).toEqual({ users: [] });
    const missing = await mock.fetch(`${USERS}/x`, { headers: { ...headers, prefer: 'code=404' } });
    expect(missing.status).toBe(404);
    expect((await mock.fetch(`${USERS}/bob`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await mock.fetch(USERS)).status).toBe(401);
    expect(mock.journal[0]).toMatchObject({ operationId: 'getUser', status: 200 });
  });

  it('mode prism answers a body that does not parse', async () => {
    const mock = await createMock('iq', { mode: 'prism' });
    const headers = { ...mock.credentials.headers, 'content-type': 'application/json' };
    const answer = await mock.fetch(USERS, { method: 'POST', headers, body: '{' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  it('mode prism refuses what Prism would break over', async () => {
    const mock = await startMock('iq', { mode: 'prism' });
    const answered = async (method: string, path: string) => {
      const sent = request(mock.url + path, { method, headers: mock.credentials.headers }).end();
      const [response] = await once(sent, 'response');
      response.resume();
      return response.statusCode;
    };
    expect(await answered('GET', '/api/v2/users/%zz')).toBe(400);
    expect(await answered('TRACE', '/api/v2/users')).toBe(405);
    await mock.close();
  });

  it('mode prism refuses what only a sandbox heeds', async () => {
    const options = { strict: true, users: 3, taskStepMs: 1, vendorOptions: { csrf: true } };
    for (const [name, value] of Object.entries(options)) {
      await expect(createMock('iq', { mode: 'prism', [name]: value })).rejects.toThrow(
        `The option ${name} needs mode "sandbox"`,
      );
    }
    expect(await createMock('iq', { mode: 'prism', strict: false })).toBeDefined();
  });

  it('refuses a wait that no timer can wait', async () => {
    await expect(createMock('iq', { latencyMs: Number.POSITIVE_INFINITY })).rejects.toThrow(
      'The option latencyMs of createMock must be a number of milliseconds from 0 to 2147483647',
    );
  });

  it('mode prism has nothing to seed and says so', async () => {
    await expect(createMock('iq', { mode: 'prism', seed: {} })).rejects.toThrow('no state to seed');
  });

  it('refuses a wrong value of every option, and a misspelt name with the one that it is near', async () => {
    const rules = { ...mockOptionRules, ...serverOptionRules };
    const wrong = [null, Number.NaN, -1, 'soon', '', Symbol('x'), [7], {}];
    for (const [name, { fits }] of Object.entries(rules)) {
      const refused = name === 'seed' ? [] : wrong.filter((value) => !fits(value));
      expect(refused.length, name).toBeGreaterThan(name === 'seed' ? -1 : 2);
      for (const value of refused) {
        await expect(startMock('iq', { [name]: value })).rejects.toThrow(
          `The option ${name} of startMock must be `,
        );
      }
      const typo = `${name}s`;
      await expect(startMock('iq', { [typo]: true } as object)).rejects.toThrow(
        `startMock has no option ${typo}; did you mean ${name}?`,
      );
    }
  });
});
