import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type RunningMock, startMock, VENDORS, type Vendor } from '../index.js';

const PAGE = 'http://localhost:5173';
const OTHER = 'https://app.example.com';
const LISTS: Record<Vendor, string> = {
  qradar: '/api/config/access/users',
  iq: '/api/v2/users',
  qlik: '/api/v1/users',
  'qualys-saq': '/qps/rest/1.0/count/saq/user',
};

describe('web pages of other origins', () => {
  const mocks: RunningMock[] = [];
  beforeAll(async () => {
    for (const vendor of VENDORS) mocks.push(await startMock(vendor, { cors: [PAGE, OTHER], strict: true }));
  });
  afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

  it('get the answer to a preflight without credentials, each origin its own', async () => {
    for (const { url, vendor } of mocks) {
      for (const origin of [PAGE, OTHER]) {
        const { headers, status } = await fetch(url + LISTS[vendor], {
          method: 'OPTIONS',
          headers: {
            Origin: origin,
            'Access-Control-Request-Method': 'PATCH',
            'Access-Control-Request-Headers': 'authorization,sec',
          },
        });
        expect([
          vendor,
          status,
          ...['origin', 'methods', 'headers', 'credentials'].map((name) =>
            headers.get(`access-control-allow-${name}`),
          ),
        ]).toEqual([vendor, 204, origin, 'PATCH', 'authorization,sec', 'true']);
        expect(headers.get('vary')).toContain('Origin');
      }
    }
  });

  it('may read answers and errors', async () => {
    for (const { credentials, url, vendor } of mocks) {
      const read = async (headers: Record<string, string>) =>
        (await fetch(url + LISTS[vendor], { headers: { ...headers, Origin: PAGE } })).headers;
      for (const headers of [await read(credentials.headers), await read({})]) {
        expect([vendor, headers.get('access-control-allow-origin')]).toEqual([vendor, PAGE]);
        expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
        expect(headers.get('vary')).toContain('Origin');
      }
    }
  });

  it('get nothing when their origin is not named, and never the control plane', async () => {
    for (const { url, vendor } of mocks) {
      const asked = { Origin: 'https://evil.example.com', 'Access-Control-Request-Method': 'GET' };
      for (const method of ['OPTIONS', 'GET']) {
        const { headers } = await fetch(url + LISTS[vendor], { method, headers: asked });
        expect([vendor, headers.get('access-control-allow-origin')]).toEqual([vendor, null]);
      }
      const control = await fetch(`${url}/__rollcall/state`, { headers: { Origin: PAGE } });
      expect([control.status, control.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
  });

  it('get nothing unless asked for, and "*" is refused', async () => {
    const mock = await startMock('iq');
    const { headers } = await fetch(`${mock.url}/api/v2/users`, { headers: { Origin: PAGE } });
    await mock.close();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    await expect(startMock('iq', { cors: ['*'] })).rejects.toThrow(
      'The option cors of startMock must be a list of origins such as http://localhost:5173, never *',
    );
    await expect(createMock('iq', { cors: [PAGE] } as object)).rejects.toThrow(
      'createMock has no option cors',
    );
  });
});
