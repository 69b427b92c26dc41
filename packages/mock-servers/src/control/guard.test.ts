import { request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMock, startMock } from '../index.js';
import { isLocalName } from '../server/host-names.js';

let mock: RunningMock;
describe('the guard of the control plane', () => {
  beforeAll(async () => {
    mock = await startMock('iq');
  });
  afterAll(() => mock.close());

  /** Unlike fetch, node:http sends whatever Host and Origin it is told. */
  function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
    return new Promise((resolve, reject) => {
      const length = body === '' ? {} : { 'content-length': String(body.length) };
      const sent = nodeRequest(`${mock.url}/__rollcall/${path}`, {
        method,
        headers: { ...headers, ...length },
      });
      sent.on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  const json = { 'content-type': 'application/json' };

  it('a program passes, with and without a body', async () => {
    expect(await send('GET', 'state', {})).toBe(200);
    expect(await send('POST', 'reset', {})).toBe(204);
    expect(await send('POST', 'faults', json, '{"status":500}')).toBe(201);
    expect(await send('DELETE', 'faults', {})).toBe(204);
  });

  it('its own page passes', async () => {
    const own = { origin: mock.url, 'sec-fetch-site': 'same-origin' };
    expect(await send('POST', 'reset', own)).toBe(204);
    expect(await send('POST', 'faults', { ...own, ...json }, '{"status":500}')).toBe(201);
  });

  it.each([
    ['a page of another origin', { origin: 'https://evil.example.com' }],
    ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a request that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a request that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
    ['a name that was rebound to this address', { host: 'rebound.example.com' }],
    ['that name as the origin, too', { host: 'rebound.example.com', origin: 'http://rebound.example.com' }],
  ])('%s is refused, whatever it asks', async (_, headers) => {
    mock.faults.clear();
    expect(await send('GET', 'state', headers)).toBe(403);
    expect(await send('GET', 'journal', headers)).toBe(403);
    expect(await send('POST', 'reset', headers)).toBe(403);
    expect(await send('POST', 'faults', { ...headers, ...json }, '{"status":500}')).toBe(403);
    expect(await send('DELETE', 'faults', headers)).toBe(403);
    expect(mock.faults.list()).toEqual([]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/jsonp',
  ])('a body as %s, which a form can send, is refused', async (type) => {
    expect(await send('POST', 'faults', { 'content-type': type }, '{"status":500}')).toBe(415);
    expect(await send('POST', 'seed', { 'content-type': type }, '{"users":[]}')).toBe(415);
  });

  it('no answer invites other origins', async () => {
    const { headers } = await fetch(`${mock.url}/__rollcall/state`);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const preflight = await fetch(`${mock.url}/__rollcall/reset`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([405, null]);
  });

  it('a link from elsewhere may open the page, which nobody may frame', async () => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
    };
    const page = await fetch(`${mock.url}/__rollcall/`, { headers });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('a name passes that was allowed, and one below a name with a star', async () => {
    const named = await startMock('iq', { allowedHosts: ['mock.example.com', '*.Bücher.example'] });
    const answer = (host: string) =>
      new Promise((resolve, reject) => {
        const headers = { host, origin: `https://${host}` };
        const sent = nodeRequest(`${named.url}/__rollcall/reset`, { method: 'POST', headers });
        sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
        sent.end();
      });
    const hosts = [
      'mock.example.com',
      'a.xn--bcher-kva.example',
      'a.b.xn--bcher-kva.example',
      'other.example.com',
    ];
    const answers = await Promise.all(hosts.map(answer));
    await named.close();
    expect(answers).toEqual([204, 204, 403, 403]);
  });

  it.each(['http://mock', 'mock:80', 'a b', ''])('%j is no name to allow', async (name) => {
    await expect(startMock('iq', { allowedHosts: [name] })).rejects.toThrow(`${name} is no host name`);
  });

  it('the vendor answers no other name either, which a rebound page would have', async () => {
    const rebound = (path: string) =>
      new Promise((resolve, reject) => {
        const headers = { ...mock.credentials.headers, host: 'rebound.example.com' };
        const sent = nodeRequest(mock.url + path, { method: 'DELETE', headers });
        sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
        sent.end();
      });
    expect(await rebound('/api/v2/users/bob')).toBe(403);
    const bob = await fetch(`${mock.url}/api/v2/users/bob`, { headers: mock.credentials.headers });
    expect(bob.status).toBe(200);
  });

  it('names that nobody can point elsewhere are local', () => {
    const names = ['localhost', '127.0.0.1', '[::1]', '192.168.1.7', 'a.localhost'];
    expect(names.filter((name) => !isLocalName(name))).toEqual([]);
    expect(
      ['example.com', 'local.evil.com', '127.0.0.1.nip.io', 'qradar-mock', 'host.docker.internal'].filter(
        isLocalName,
      ),
    ).toEqual([]);
  });
});
