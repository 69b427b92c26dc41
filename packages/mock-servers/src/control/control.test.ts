import { afterEach, describe, expect, it } from 'vitest';
import { createMock, type RunningMock, startMock } from '../index.js';

const running: RunningMock[] = [];
describe('the control plane', () => {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((mock) => mock.close()));
  });

  /** A listening mock, and calls to its control plane: bodies as JSON. */
  async function started(vendor: 'iq' | 'qradar' = 'iq', options?: Parameters<typeof startMock>[1]) {
    const mock = await startMock(vendor, options);
    running.push(mock);
    const control = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(`${mock.url}/__rollcall/${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    };
    const users = (path = '', init: RequestInit = {}) =>
      fetch(`${mock.url}/api/v2/users${path}`, {
        ...init,
        headers: { ...mock.credentials.headers, ...init.headers },
      });
    return { mock, control, users };
  }

  it('state, journal and violations are those of the library, without passwords', async () => {
    const { control, mock, users } = await started();
    const ted = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };
    const body = JSON.stringify({ ...ted, password: 'hush-hush' });
    await users('', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await control('GET', 'state')).body).toEqual(mock.snapshot());
    const journal = await control('GET', 'journal');
    expect(journal.body).toEqual(JSON.parse(JSON.stringify(mock.journal)));
    expect(journal.body[0]).toMatchObject({
      operationId: 'createUser',
      status: 204,
      requestBody: expect.any(String),
    });
    expect(JSON.stringify(journal.body)).not.toContain('hush-hush');
    expect((await control('GET', 'violations')).body).toEqual([]);
  });

  it('the control plane itself is not in the journal, and after= leaves out what is known', async () => {
    const { control, users } = await started();
    await users();
    await users('/bob');
    await control('GET', 'state');
    const entries = (await control('GET', 'journal')).body;
    expect(entries.map(({ url }: { url: string }) => url)).toEqual(['/api/v2/users', '/api/v2/users/bob']);
    expect((await control('GET', 'journal?after=1')).body).toEqual([entries[1]]);
  });

  it('a fault comes, is listed with its hits, and goes', async () => {
    const { control, users } = await started();
    const fault = { status: 503, pathPattern: 'bob$', times: 2 };
    const added = await control('POST', 'faults', fault);
    expect([added.status, added.body]).toEqual([201, { id: 1, hits: 0, left: 2, fault }]);
    expect([(await users('/bob')).status, (await users('/admin')).status]).toEqual([503, 200]);
    expect((await control('GET', 'faults')).body).toEqual([{ id: 1, hits: 1, left: 1, fault }]);
    expect((await control('DELETE', 'faults/1')).status).toBe(204);
    expect((await control('DELETE', 'faults/1')).status).toBe(404);
    await control('POST', 'faults', { status: 500, probability: 1 });
    expect((await control('GET', 'faults')).body[0].left).toBeNull();
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect((await users('/bob')).status).toBe(200);
  });

  it('seed and reset change the state', async () => {
    const { control, users } = await started();
    const dora = { username: 'dora', firstName: 'D', lastName: 'E', email: 'dora@example.com' };
    expect((await control('POST', 'seed', { users: [dora] })).status).toBe(204);
    expect((await users('/dora')).status).toBe(200);
    expect((await control('POST', 'reset')).status).toBe(204);
    expect((await users('/dora')).status).toBe(404);
  });

  it.each([
    ['faults', { status: 99 }, 'status must be a whole number'],
    ['faults', { stauts: 500 }, 'a fault has no member stauts; did you mean status?'],
    ['faults', { status: '500' }, 'status must be a whole number between 200 and 599, not "500"'],
    [
      'faults',
      { status: 500, pathPatern: 'bob' },
      'a fault has no member pathPatern; did you mean pathPattern?',
    ],
    ['faults', { status: 500, pathPattern: 5 }, 'pathPattern must be a text'],
    ['faults', [], 'a fault is a JSON object'],
    ['faults', { pathPattern: '(' }, 'pathPattern is no regular expression'],
    ['faults', { pathPattern: '(?=a)' }, 'no lookaround'],
    ['faults', { pathPattern: 'a'.repeat(201) }, '200 are allowed'],
    ['faults', { status: 500, headers: { 'a b': 'c' } }, 'no header can have'],
    ['faults', { task: 'stuck' }, 'this one has none'],
    ['faults', '{', 'JSON'],
    ['seed', { users: [{}] }, 'IQ seed: users[0].username'],
  ])('what makes no sense is a 400 that says why: %s %j', async (path, body, message) => {
    const { control } = await started();
    const answer = await control('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
  });

  it.each([
    ['journal?afer=1', 'journal has no parameter afer; did you mean after?'],
    ['journal?after=soon', 'after takes the number n of an entry, not soon'],
    ['journal?after=', 'after takes the number n of an entry, not nothing'],
    ['journal?after=1&after=2', 'after is given more than once'],
    ['state?users=1', 'This address takes no parameters, not users'],
  ])('a parameter that the address does not have is a 400: %s', async (path, message) => {
    const { control } = await started();
    const answer = await control('GET', path);
    expect([answer.status, answer.body]).toEqual([400, { message }]);
  });

  it('a seed in another encoding is refused', async () => {
    const { mock } = await started();
    const user = { username: 'jörg', firstName: 'J', lastName: 'B', email: 'j@example.com' };
    const body = Buffer.from(JSON.stringify({ users: [user] }), 'latin1');
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${mock.url}/__rollcall/seed`, { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([400, { message: 'its bytes are not UTF-8' }]);
  });

  it('no pattern of a fault stops the mock, whatever the path', async () => {
    const { control, users } = await started();
    for (const pathPattern of ['^/(a+)+$', '(a|aa)+$', '(.*)*x', 'a{1,900}b']) {
      expect((await control('POST', 'faults', { status: 503, pathPattern })).status).toBe(201);
    }
    const before = performance.now();
    expect((await users(`/${'a'.repeat(8000)}!`)).status).toBe(404);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('other paths are 404, other methods 405 with Allow', async () => {
    const { control } = await started();
    for (const path of ['nowhere', 'constructor', '__proto__'])
      expect((await control('GET', path)).status).toBe(404);
    expect((await control('GET', 'jornal')).body.message).toBe(
      'The control plane has no jornal; did you mean journal?',
    );
    expect((await control('GET', 'nowhere')).body.message).toBe(
      'The control plane has no nowhere; there are state, summary, journal, violations, faults, reset, seed, openapi.json',
    );
    const put = await control('PUT', 'faults', {});
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });

  it('the document names this mock as its server', async () => {
    const { control, mock } = await started();
    const { body } = await control('GET', 'openapi.json');
    expect(body.servers).toEqual([{ url: mock.url, description: 'This sandbox' }]);
    expect(Object.keys(body.paths)).toContain('/api/v2/users');
  });

  it('the summary is bounded and names operations', async () => {
    const { control } = await started('iq', { users: 500 });
    const { body } = await control('GET', 'summary');
    expect(body).toMatchObject({
      vendor: 'iq',
      title: 'Sonatype IQ',
      hasTasks: false,
      users: { total: 503 },
    });
    expect(body.users.first).toHaveLength(100);
    expect(body.operations).toContainEqual({
      operationId: 'getUser',
      method: 'GET',
      path: '/api/v2/users/{username}',
    });
  });

  it('switched off, every path is the vendor’s', async () => {
    const { control, mock } = await started('iq', { controlPlane: false });
    const credentials = mock.credentials.headers;
    const answer = await fetch(`${mock.url}/__rollcall/state`, { headers: credentials });
    expect([answer.status, await answer.text()]).toEqual([404, 'HTTP 404 Not Found']);
    const page = await fetch(mock.url, { headers: { ...credentials, accept: 'text/html' } });
    expect(page.status).toBe(404);
    expect(mock.journal).toHaveLength(2);
    await expect(control('POST', 'reset')).rejects.toThrow();
  });

  it('only a browser gets the pages at the root', async () => {
    const { mock } = await started();
    const page = await fetch(`${mock.url}/`, { headers: { accept: 'text/html,application/xhtml+xml' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Sonatype IQ sandbox');
    const program = await fetch(`${mock.url}/`, { headers: mock.credentials.headers });
    expect(program.status).toBe(404);
  });

  it('without a port the control plane is there as well', async () => {
    const mock = await createMock('iq');
    const answer = await mock.fetch('http://iq.example.com/__rollcall/faults', {
      method: 'POST',
      body: '{"status":503}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    const { headers } = mock.credentials;
    expect((await mock.fetch('http://iq.example.com/api/v2/users', { headers })).status).toBe(503);
  });
});
