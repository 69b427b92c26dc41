import { afterEach, describe, expect, it } from 'vitest';
import { createMock, type Fault, type RunningMock, startMock } from '../index.js';

const running: RunningMock[] = [];
describe('faults', () => {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((mock) => mock.close()));
  });

  /** A listening mock, and calls to it with credentials. */
  async function started(options?: Parameters<typeof startMock>[1]) {
    const mock = await startMock('iq', options);
    running.push(mock);
    const { headers } = mock.credentials;
    const call = (path: string, method = 'GET') =>
      fetch(`${mock.url}/api/v2/users${path}`, { method, headers });
    return { mock, call };
  }

  it('an injected status comes once, with its headers and body, and leaves the state alone', async () => {
    const { mock, call } = await started({ strict: true });
    const body = { message: 'slow down' };
    const fault = mock.faults.add({ status: 429, headers: { 'Retry-After': '13' }, body });
    const first = await call('/bob', 'DELETE');
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([429, '13', body]);
    expect(first.headers.get('content-type')).toBe('application/json');
    expect((await call('/bob')).status).toBe(200);
    expect(fault.hits).toBe(1);
    expect(mock.journal[0]).toMatchObject({ status: 429, fault: true });
    expect(mock.journal[1]?.fault).toBeUndefined();
  });

  it('a fault hits the operation, method and path it names, as often as it says', async () => {
    const { mock, call } = await started();
    mock.faults.add({ operationId: 'getUser', method: 'get', path: /\/bob$/, status: 503, times: 2 });
    const statuses = [];
    for (const path of ['', '/admin', '/bob', '/bob', '/bob']) statuses.push((await call(path)).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200]);
  });

  it('probability is decided by the random source of the mock, without a limit', async () => {
    const numbers = [0.05, 0.5, 0.09, 0.1];
    const mock = await createMock('iq', { random: () => numbers.shift() ?? 1 });
    mock.faults.add({ status: 500, probability: 0.1 });
    const { headers } = mock.credentials;
    const statuses = [];
    for (let i = 0; i < 5; i += 1) {
      statuses.push((await mock.fetch('http://iq.example.com/api/v2/users', { headers })).status);
    }
    expect(statuses).toEqual([500, 200, 500, 200, 200]);
  });

  it('headers and body without a status replace those of the real answer', async () => {
    const { mock, call } = await started();
    mock.faults.add({ headers: { 'content-type': 'text/html' }, body: '<p>maintenance</p>' });
    const answer = await call('');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await answer.text()).toBe('<p>maintenance</p>');
  });

  it('a seed picks the same requests in every run, whatever the mock’s random says', async () => {
    const runs = await Promise.all(
      [0, 0.999].map(async (value) => {
        const mock = await createMock('iq', { random: () => value });
        mock.faults.add({ status: 500, probability: 0.3, seed: 42 });
        const statuses = [];
        for (let i = 0; i < 40; i += 1) {
          const { headers } = mock.credentials;
          statuses.push((await mock.fetch('http://iq.example.com/api/v2/users', { headers })).status);
        }
        return statuses;
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    const hits = runs[0]?.filter((status) => status === 500).length ?? 0;
    expect(hits).toBeGreaterThan(4);
    expect(hits).toBeLessThan(20);
  });

  it('a wrong content type comes with the real body', async () => {
    const { mock, call } = await started();
    mock.faults.add({ contentType: 'text/html' });
    const answer = await call('');
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(JSON.parse(await answer.text()).users).toHaveLength(2);
  });

  it('a slow body starts at once, comes in pieces, and is whole in the end', async () => {
    const { mock, call } = await started();
    const whole = await (await call('')).text();
    mock.faults.add({ slowBodyMs: 120 });
    const start = performance.now();
    const answer = await call('');
    const headersAfter = performance.now() - start;
    const chunks: string[] = [];
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) chunks.push(chunk);
    expect(chunks.join('')).toBe(whole);
    expect(chunks.length).toBeGreaterThan(2);
    // Ten timers, each of which may fire a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(110);
    expect(headersAfter).toBeLessThan(performance.now() - start - 50);
  });

  it('a client that gives up on a slow body leaves the mock usable', async () => {
    const { mock, call } = await started();
    mock.faults.add({ slowBodyMs: 60_000 });
    const answer = await call('');
    await answer.body?.cancel();
    expect((await call('')).status).toBe(200);
  });

  it('the list of faults holds those that may still hit, with their counts', async () => {
    const { mock, call } = await started();
    mock.faults.add({ status: 500 });
    mock.faults.add({ status: 503, times: 3, path: '/api/v2/users/bob' });
    await call('');
    await call('/bob');
    expect(mock.faults.list()).toEqual([
      expect.objectContaining({ id: 2, hits: 1, left: 2, fault: expect.objectContaining({ status: 503 }) }),
    ]);
  });

  it('latency delays one answer and is in its journal entry', async () => {
    const { mock, call } = await started();
    mock.faults.add({ latencyMs: 40 });
    expect((await call('')).status).toBe(200);
    await call('');
    // Timers may fire a millisecond early.
    expect(mock.journal[0]?.ms).toBeGreaterThanOrEqual(39);
    expect(mock.journal[1]?.fault).toBeUndefined();
  });

  it('a reset before the effect leaves the user there', async () => {
    const { mock, call } = await started();
    mock.faults.add({ resetBefore: true });
    await expect(call('/bob', 'DELETE')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await call('/bob')).status).toBe(200);
    expect(mock.journal[0]).not.toHaveProperty('status');
  });

  it('a reset after the effect leaves the user deleted', async () => {
    const { mock, call } = await started();
    mock.faults.add({ resetAfter: true });
    await expect(call('/bob', 'DELETE')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await call('/bob')).status).toBe(404);
  });

  it('a truncated answer announces more than it sends', async () => {
    const { mock, call } = await started();
    const whole = await (await call('')).text();
    mock.faults.add({ truncate: true });
    const answer = await call('');
    expect(Number(answer.headers.get('content-length'))).toBe(whole.length);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('without a port, cut connections look as they do from fetch', async () => {
    const mock = await createMock('iq');
    const call = () =>
      mock.fetch('http://iq.example.com/api/v2/users', { headers: mock.credentials.headers });
    mock.faults.add({ resetBefore: true });
    await expect(call()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
    mock.faults.add({ truncate: true });
    await expect((await call()).text()).rejects.toThrow('terminated');
  });

  it('faults can be removed one by one and all together', async () => {
    const { mock, call } = await started();
    mock.faults.add({ status: 500 }).remove();
    expect((await call('')).status).toBe(200);
    mock.faults.add({ status: 500 });
    mock.faults.add({ status: 502 });
    mock.faults.clear();
    expect((await call('')).status).toBe(200);
  });

  it.each<[Fault<'iq'>, string]>([
    [{ times: 0 }, 'times'],
    [{ probability: 2 }, 'probability'],
    [{ latencyMs: -1 }, 'latencyMs'],
    [{ status: 99 }, 'status'],
    [{ status: 204, body: 'x' }, '204'],
    [{ slowBodyMs: -1 }, 'slowBodyMs'],
    [{ probability: 0.5, seed: 0.5 }, 'seed'],
    [{ task: 'stuck' }, 'has none'],
    [{ taskState: 'PAUSED' }, 'taskState needs task'],
    [{}, 'a fault needs what happens: status, headers, contentType, body, latencyMs'],
    [{ operationId: 'listUsers', times: 2 }, 'a fault needs what happens'],
    [{ status: 500, seed: 7 }, 'seed needs probability'],
    [{ status: 500, times: 1.5 }, 'times must be at least 1, not 1.5'],
    [{ status: 500, times: Number.NaN }, 'times must be at least 1, not NaN'],
    [{ status: 500, method: 'GTE' }, 'method must be a method such as GET, not "GTE"'],
    [{ status: 500, path: 'api/v2/users' }, 'path must be a path that begins with a slash'],
    [{ status: 500, path: '/api/v2/users?realm=SAML' }, 'without a query'],
    [
      { latencyMs: Number.POSITIVE_INFINITY },
      'latencyMs must be a number of milliseconds from 0 to 2147483647',
    ],
    [{ status: 500, headers: { 'a b': 'c' } }, 'headers must be an object of texts'],
    [{ status: 500, contentType: 'text/html\r\nx: y' }, 'contentType must be a text that a header can have'],
  ])('a fault that makes no sense is refused: %j', async (fault, word) => {
    const mock = await createMock('iq');
    expect(() => mock.faults.add(fault)).toThrow(word);
  });

  it('a fault that JavaScript gets wrong is refused, every member of it', async () => {
    const { faults } = await createMock('qradar');
    const good: Record<keyof Fault, unknown> = {
      operationId: 'listUsers',
      method: 'GET',
      path: '/api/config/access/users',
      times: 1,
      probability: 0.5,
      seed: 1,
      status: 500,
      headers: {},
      contentType: 'text/plain',
      body: 'x',
      latencyMs: 1,
      slowBodyMs: 1,
      resetBefore: true,
      resetAfter: true,
      truncate: true,
      task: 'failed',
      taskState: 'PAUSED',
    };
    const wrong = [Symbol('x'), () => 1, 7n, null, Number.NaN];
    for (const [name, value] of Object.entries(good)) {
      // A body may be null, and NaN is null in JSON.
      for (const one of name === 'body' ? wrong.slice(0, 3) : wrong) {
        expect(() => faults.add({ truncate: true, [name]: one }), `${name}: ${String(one)}`).toThrow(
          new RegExp(`^${name} must be `),
        );
      }
      const typo = `${name.slice(0, -1)}${name.at(-1) === 'x' ? 'y' : 'x'}`;
      expect(() => faults.add({ [typo]: value } as Fault<'qradar'>)).toThrow(
        `a fault has no member ${typo}; did you mean ${name}?`,
      );
    }
    expect(faults.list()).toEqual([]);
  });

  it('a fault stays as it was added, whatever becomes of the object', async () => {
    const { mock, call } = await started();
    const fault: Fault<'iq'> = { status: 503, times: 2 };
    mock.faults.add(fault);
    fault.status = 404;
    expect((await call('')).status).toBe(503);
  });
});
