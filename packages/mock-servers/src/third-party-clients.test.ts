import { once } from 'node:events';
import { request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMock, startMock, VENDORS } from './index.js';
import type { Vendor } from './vendor/vendors.js';

const mocks = new Map<Vendor, RunningMock>();
describe('clients not written here', () => {
  beforeAll(async () => {
    for (const vendor of VENDORS)
      mocks.set(
        vendor,
        await startMock(vendor, { strict: true, allowedHosts: ['tenant.eu.qlikcloud.com', 'a.example.com'] }),
      );
  });
  afterAll(() => Promise.all([...mocks.values()].map((mock) => mock.close())));

  const lists: Record<Vendor, string> = {
    qradar: '/api/config/access/users',
    iq: '/api/v2/users',
    qlik: '/api/v1/users',
    'qualys-saq': '/qps/rest/1.0/count/saq/user',
  };

  /** As sent: unlike fetch, node:http adds no headers of its own, and lets Host be any. */
  async function send(
    vendor: Vendor,
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = '',
  ) {
    const mock = mocks.get(vendor) as RunningMock;
    const sent = nodeRequest({
      host: '127.0.0.1',
      port: mock.port,
      method,
      path,
      headers: { ...mock.credentials.headers, ...headers },
    });
    sent.end(body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode as number, headers: response.headers, text };
  }

  it.each(VENDORS)(
    '%s does not mind cookies, a type on a GET, or a client that accepts nothing in particular',
    async (vendor) => {
      const harmless: Record<string, string>[] = [
        { accept: '*/*' },
        { cookie: 'JSESSIONID=1; other=2' },
        { 'content-type': 'application/json' },
        { 'x-http-method-override': 'DELETE' },
        { 'user-agent': '' },
      ];
      for (const headers of harmless) {
        expect((await send(vendor, 'GET', lists[vendor], headers)).status).toBe(200);
      }
      const { Accept: _, ...credentials } = mocks.get(vendor)?.credentials.headers ?? {};
      expect((await fetch(mocks.get(vendor)?.url + lists[vendor], { headers: credentials })).status).toBe(
        200,
      );
    },
  );

  it.each(VENDORS)(
    '%s sets no cookie and names no software but what its clients look for',
    async (vendor) => {
      const { headers } = await send(vendor, 'GET', lists[vendor]);
      const cookies = headers['set-cookie']?.map((cookie: string) => cookie.split('=')[0]);
      expect(cookies).toEqual(vendor === 'qradar' ? ['JSESSIONID'] : undefined);
      expect(headers.server).toBe(vendor === 'iq' ? 'NexusIQ/1.201.0-02' : undefined);
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it.each<[Vendor, string, string, string]>([
    [
      'qradar',
      lists.qradar,
      'application/json; charset=UTF-8',
      '{"username":"a","password":"P@ssw0rd!","user_role":{"id":2},"security_profile":{"id":1}}',
    ],
    [
      'iq',
      lists.iq,
      'APPLICATION/JSON',
      '{"username":"a","password":"b","firstName":"C","lastName":"D","email":"e@f.g"}',
    ],
    ['qlik', lists.qlik, 'application/json;charset=utf-8', '\uFEFF{"subject":"a"}'],
    [
      'qualys-saq',
      '/qps/rest/1.0/create/saq/user',
      'text/xml; charset=UTF-8',
      '<ServiceRequest><data><User><firstName>a</firstName><lastName>b</lastName><company>c</company><emailAddress>d@e.f</emailAddress></User></data></ServiceRequest>',
    ],
  ])(
    '%s takes a body however its type is written, chunked and with Expect',
    async (vendor, path, type, body) => {
      const headers: Record<string, string>[] = [
        {},
        { 'transfer-encoding': 'chunked' },
        { expect: '100-continue' },
      ];
      for (const extra of headers) {
        mocks.get(vendor)?.reset();
        const { status, text } = await send(vendor, 'POST', path, { 'content-type': type, ...extra }, body);
        expect([200, 201, 204]).toContain(status);
        expect(text).not.toContain('INVALID');
      }
    },
  );

  it('links of Qlik begin with the host that the client wrote, or with the proxy’s', async () => {
    const href = async (headers: Record<string, string>) =>
      JSON.parse((await send('qlik', 'GET', `${lists.qlik}?limit=1`, headers)).text).links.next.href;
    expect(await href({ host: 'tenant.eu.qlikcloud.com:8443' })).toMatch(
      /^http:\/\/tenant\.eu\.qlikcloud\.com:8443\/api/,
    );
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tenant.example.com' };
    expect(await href(forwarded)).toMatch(/^https:\/\/tenant\.example\.com\/api/);
    const me = await send('qlik', 'GET', '/api/v1/users/me', { host: 'a.example.com' });
    expect(me.headers.location).toMatch(/^http:\/\/a\.example\.com\/api\/v1\/users\//);
  });

  it('QRadar takes the spaces of IBM’s Range samples and a filter that is encoded twice', async () => {
    mocks.get('qradar')?.reset();
    const spaced = await send('qradar', 'GET', lists.qradar, { range: 'items= 0-4' });
    expect([spaced.status, spaced.headers['content-range']]).toEqual([200, 'items 0-1/2']);
    const beyond = await send('qradar', 'GET', lists.qradar, { range: 'items = 3-5' });
    expect([beyond.text, beyond.headers['content-range']]).toEqual(['[]', 'items */2']);
    const twice = encodeURIComponent(encodeURIComponent('username="jdoe"'));
    expect(JSON.parse((await send('qradar', 'GET', `${lists.qradar}?filter=${twice}`)).text)).toHaveLength(1);
  });

  it('nothing above broke the contract', () => {
    for (const mock of mocks.values()) expect(mock.violations).toEqual([]);
  });
});
