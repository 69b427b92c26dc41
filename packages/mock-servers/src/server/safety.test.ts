import { request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMock, startMock } from '../index.js';
import type { Vendor } from '../vendor/vendors.js';

/** A create and its user, a list, how the vendor says that a body is too large and that it cannot be read. */
const CALLS: Record<
  Vendor,
  { create: string; list: string; type: string; says: string; user: string; unreadable: string }
> = {
  qradar: {
    create: '/api/config/access/users',
    list: '/api/config/access/users',
    type: 'application/json',
    says: '"http_response":{"code":413',
    user: '{"username":"jörg","password":"P@ssw0rd!","user_role":{"id":2},"security_profile":{"id":1}}',
    unreadable: 'could not be parsed',
  },
  iq: {
    create: '/api/v2/users',
    list: '/api/v2/users',
    type: 'application/json',
    says: 'HTTP 413 Request Entity Too Large',
    user: '{"username":"jörg","password":"b","firstName":"C","lastName":"D","email":"e@f.g"}',
    unreadable: 'could not be parsed',
  },
  qlik: {
    create: '/api/v1/users',
    list: '/api/v1/users/me',
    type: 'application/json',
    says: '"code":"HTTP-413"',
    user: '{"subject":"jörg"}',
    unreadable: 'not valid JSON',
  },
  'qualys-saq': {
    create: '/qps/rest/1.0/create/saq/user',
    list: '/qps/rest/1.0/count/saq/user',
    type: 'text/xml',
    says: '<h1>413 Content Too Large</h1>',
    user: '<ServiceRequest><data><User><firstName>jörg</firstName><lastName>b</lastName><company>c</company><emailAddress>d@e.f</emailAddress></User></data></ServiceRequest>',
    unreadable: 'INVALID_XML',
  },
};

describe.each(Object.entries(CALLS) as [Vendor, (typeof CALLS)[Vendor]][])('%s', (vendor, call) => {
  let mock: RunningMock;
  beforeAll(async () => {
    mock = await startMock(vendor, { strict: true, maxBodyBytes: 100_000 });
  });
  afterAll(() => mock.close());

  /** Sends exactly these headers; `pieces` of 10 kB go out one after the other. */
  function send(
    path: string,
    { headers = {}, method = 'POST', pieces = 0 }: { headers?: object; method?: string; pieces?: number },
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const sent = nodeRequest(mock.url + path, { method, headers: { ...headers }, agent: false });
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      for (let i = 0; i < pieces; i += 1) sent.write('x'.repeat(10_000));
      sent.end();
    });
  }

  it('refuses a body that is announced as too long before it looks at credentials', async () => {
    const headers = { 'content-type': call.type, 'content-length': '200000' };
    const { status, text } = await send(call.create, { headers, pieces: 20 });
    expect(status).toBe(413);
    expect(text).toContain(call.says);
  });

  it('stops reading a body that grows too long unannounced', async () => {
    const headers = { ...mock.credentials.headers, 'content-type': call.type };
    const { status, text } = await send(call.create, { headers, pieces: 20 });
    expect(status).toBe(413);
    expect(text).toContain(call.says);
  });

  it('looks at credentials before the body', async () => {
    const headers = { 'content-type': call.type, 'x-requested-with': 'test' };
    expect((await send(call.create, { headers, pieces: 1 })).status).toBe(401);
    expect((await send(call.create, { headers, pieces: 20 })).status).toBe(401);
  });

  it('reads no long body of the control plane either', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '200000' };
    expect((await send('/__rollcall/seed', { headers, pieces: 20 })).status).toBe(413);
  });

  it('refuses JSON that is nested without end, in time and in words', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const json = { 'content-type': 'application/json' };
    const ask = (path: string, body: string) =>
      fetch(mock.url + path, { method: 'POST', headers: { ...mock.credentials.headers, ...json }, body });
    for (const body of [deep, `{"status":500,"body":${deep}}`]) {
      const fault = await ask('/__rollcall/faults', body);
      expect([fault.status, await fault.text()]).toEqual([400, expect.stringContaining('1000 levels')]);
    }
    expect(mock.faults.list()).toEqual([]);
    // Qualys' users are XML, and another type is refused as such.
    expect((await ask(call.create, deep)).status).toBe(vendor === 'qualys-saq' ? 415 : 400);
    expect(mock.violations).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['Accept: application/xml', { accept: 'application/xml' }],
    ['an Accept that is none', { accept: ';;' }],
    ['a version that is none', { 'qlik-api-version': 'soon' }],
    ['a forwarded host that is none', { 'x-forwarded-host': 'ß' }],
    ['a forwarded host with a space', { 'x-forwarded-host': 'a b' }],
    ['a forwarded host with a bracket', { 'x-forwarded-host': '[::' }],
  ])('has an answer of its own to %s', async (_, odd) => {
    const { status } = await send(call.list, {
      method: 'GET',
      headers: { ...mock.credentials.headers, ...odd },
    });
    expect(status).toBeLessThan(500);
    expect(mock.violations).toEqual([]);
  });

  it('stores no text of another encoding', async () => {
    const users = () => JSON.stringify((mock.snapshot() as { users: unknown }).users);
    const before = users();
    const headers = { ...mock.credentials.headers, 'content-type': call.type };
    const body = Buffer.from(call.user, 'latin1');
    const answer = await fetch(mock.url + call.create, { method: 'POST', headers, body });
    expect(await answer.text()).toContain(call.unreadable);
    expect(users()).toBe(before);
    expect((await fetch(mock.url + call.create, { method: 'POST', headers, body: call.user })).ok).toBe(true);
    expect(users()).toContain('jörg');
    mock.reset();
  });

  it('says of a path that encodes nothing what is wrong with it', async () => {
    for (const path of ['%zz', '%', '%ff', '%ed%a0%80']) {
      const answer = await send(`${call.create}/${path}`, {
        method: 'GET',
        headers: mock.credentials.headers,
      });
      expect(answer.status).toBeLessThan(500);
      if (vendor !== 'qualys-saq') expect(answer.text).toContain('a percent sign that encodes no character');
    }
    expect(mock.violations).toEqual([]);
  });

  it('takes two slashes for one where the vendor does', async () => {
    const path = call.list.replace(/\/([^/]+)$/, '//$1');
    const headers = { ...mock.credentials.headers, 'content-type': call.type };
    const read = await send(path, { method: 'GET', headers });
    expect(read.status).toBe(vendor === 'qradar' ? 200 : 404);
    expect(mock.journal.at(-1)?.url).toBe(path);
    const made = await fetch(`${mock.url}/${call.create}`, { method: 'POST', headers, body: call.user });
    expect(made.status).toBe(vendor === 'qradar' ? 201 : 404);
    mock.reset();
  });

  it('deletes nobody for a link with credentials in the address', async () => {
    const users = () => (mock.snapshot() as { users: unknown }).users;
    const before = structuredClone(users());
    const { Authorization } = mock.credentials.headers;
    const headers = {
      ...(Authorization !== undefined && { Authorization }),
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'cross-site',
    };
    for (const path of [
      '/qps/rest/1.0/delete/saq/user/401990',
      '/api/v2/users/bob',
      '/api/config/access/users/1001',
    ]) {
      await send(path, { method: 'GET', headers });
    }
    expect(users()).toEqual(before);
  });
});
