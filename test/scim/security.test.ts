import { VENDORS } from '@rollcall/mock-servers';
import { createScim, hashToken, type ScimOptions } from '@rollcall/scim';
import { describe, expect, it } from 'vitest';
import { accountsOf } from '../accounts/systems.test.helper.js';
import {
  bridgeForEach,
  kim,
  OTHER_TOKEN,
  patchOf,
  READ_TOKEN,
  TOKEN,
  writesOf,
} from './bridge.test.helper.js';

describe('a token', () => {
  const bridge = bridgeForEach('iq');

  it.each([[''], ['Bearer wrong'], ['Bearer '], ['Basic YTpi']])(
    'is asked for before anything is read: %s',
    async (Authorization) => {
      const { call, mock } = bridge();
      const before = mock.journal.length;
      for (const [method, path, body] of [
        ['GET', '/Users', undefined],
        ['POST', '/Users', '{"not": json'],
        ['GET', '/nonsense', undefined],
      ] as const) {
        const answer = await call(method, path, body, { Authorization });
        expect([answer.status, answer.body.status]).toEqual([401, '401']);
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
      expect(mock.journal).toHaveLength(before);
    },
  );

  it('comes with and without the word Bearer', async () => {
    for (const Authorization of [`Bearer ${TOKEN}`, `bearer ${TOKEN}`, TOKEN]) {
      expect((await bridge().call('GET', '/Users?count=1', undefined, { Authorization })).status).toBe(200);
    }
  });

  it('for another system finds nothing here', async () => {
    const other = { Authorization: `Bearer ${OTHER_TOKEN}` };
    expect((await bridge().call('GET', '/Users', undefined, other)).status).toBe(404);
    expect((await bridge().call('POST', '/Users', kim, other)).status).toBe(404);
  });

  it('that may only read writes nothing', async () => {
    const { call, mock } = bridge();
    const reader = { Authorization: `Bearer ${READ_TOKEN}` };
    expect((await call('GET', '/Users?count=1', undefined, reader)).status).toBe(200);
    expect((await call('POST', '/Users', kim, reader)).status).toBe(403);
    expect((await call('DELETE', '/Users/x', undefined, reader)).status).toBe(403);
    expect(writesOf(mock)).toEqual([]);
  });
});

describe('a body', () => {
  const bridge = bridgeForEach('iq');
  const text = JSON.stringify({ ...kim, name: { givenName: 'Zoë', familyName: 'Lee' } });
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${bridge().url}/Users`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/scim+json', ...headers },
      body,
    });

  it('in another encoding is refused instead of stored with wrong letters', async () => {
    expect((await post(Buffer.from(text, 'latin1'))).status).toBe(400);
    expect((await post(Buffer.from(text, 'utf16le'))).status).toBe(400);
    for (const [name, value] of [
      ['Content-Type', 'application/json; charset=iso-8859-1'],
      ['Content-Encoding', 'gzip'],
    ] as const) {
      expect((await post(text, { [name]: value })).status, value).toBe(415);
    }
    expect(writesOf(bridge().mock)).toEqual([]);
  });

  it('that names an attribute twice is refused, in whatever case, and sends nothing', async () => {
    for (const twice of ['"userName":"ann@acme.test"', '"USERNAME":"ann@acme.test"']) {
      const answer = await post(text.replace('{', `{${twice},`));
      expect([answer.status, (await answer.json()).scimType], twice).toEqual([400, 'invalidSyntax']);
    }
    expect(writesOf(bridge().mock)).toEqual([]);
  });

  it('in UTF-8 is taken with a byte order mark, and whatever else the media type says', async () => {
    const marked = Buffer.from(`\ufeff${text}`);
    const made = await post(marked, { 'Content-Type': 'application/scim+json; profile=x; charset="UTF-8"' });
    expect([made.status, (await made.json()).name.givenName]).toEqual([201, 'Zoë']);
  });
});

describe('a bridge that is configured wrongly', () => {
  const bridge = bridgeForEach('qradar');
  const make = (options: Partial<ScimOptions>, system: object = {}, name = 'console') => {
    const { mock, store } = bridge();
    const systems = { [name]: { accounts: accountsOf('qradar', mock), ...system } };
    return () =>
      createScim(systems, { store, tokens: [{ name: 'entra', sha256: hashToken(TOKEN) }], ...options });
  };

  it('does not start, and says what to do', () => {
    for (const [start, said] of [
      [make({ tokens: [{ name: 'entra', sha256: TOKEN }] }), /token entra.*hashToken/],
      [make({ tokens: [{ name: 'entra', sha256: hashToken('') }] }), /token entra.*everybody/],
      [make({ requestsPerSecond: Number.NaN }), /requestsPerSecond/],
      [make({ requestTimeoutMs: 0 }), /requestTimeoutMs/],
      [make({}, { deactivate: 'delete' }), /console.*refuse, remove.*"delete"/],
      [make({}, { deactivate: {} }), /refuse, remove/],
      [make({}, {}, 'a/b'), /no name of a system/],
    ] as const) {
      expect(start, String(said)).toThrow(said);
    }
    expect(make({})).not.toThrow();
  });
});

describe('limits', () => {
  const bridge = bridgeForEach('iq', { maxBodyBytes: 2000, requestsPerSecond: 25, now: () => 5000 });

  it('refuse a large body and a deep one', async () => {
    const { call } = bridge();
    expect((await call('POST', '/Users', { ...kim, title: 'x'.repeat(3000) })).status).toBe(413);
    expect((await call('POST', '/Users', `${'['.repeat(900)}`)).body.scimType).toBe('invalidSyntax');
  });

  it('serve 25 requests in a second, and answer the next with 429 and when to come back', async () => {
    const { call } = bridge();
    const answers = [];
    for (let n = 0; n < 26; n += 1) answers.push(await call('GET', '/Users?count=0'));
    expect(answers.slice(0, 25).every(({ status }) => status === 200)).toBe(true);
    expect([answers[25]?.status, answers[25]?.headers.get('retry-after')]).toEqual([429, '1']);
  });
});

describe.each(VENDORS)('errors of %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('are SCIM errors with a status as text, and show nothing of the inside', async () => {
    const { call, mock } = bridge();
    const fault = mock.faults.add({
      status: 500,
      body: { message: 'java.lang.Secret at 10.0.0.7' },
      contentType: 'application/json',
    });
    const { status, body, headers } = await call('POST', '/Users', kim);
    expect([status, body.status, headers.get('retry-after')]).toEqual([503, '503', '30']);
    expect(JSON.stringify(body)).not.toMatch(/Secret|10\.0\.0\.7|at .*\.js/);
    fault.remove();
  });

  it("hand the vendor's 429 and 503 on, with whole seconds", async () => {
    const { call, mock } = bridge();
    for (const refused of [429, 503]) {
      const fault = mock.faults.add({ status: refused, headers: { 'Retry-After': '120' }, times: 5 });
      const { status, headers } = await call('GET', '/Users');
      expect([status, headers.get('retry-after')]).toEqual([refused, '120']);
      fault.remove();
    }
  });

  it('say 501 for /Me, 405 for a method, 404 for an address and 400 for a version', async () => {
    const { call, url } = bridge();
    expect((await call('GET', '/Me')).status).toBe(501);
    const wrong = await call('DELETE', '/Users');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await call('GET', '/Groups')).status).toBe(404);
    expect((await call('POST', '/Bulk', {})).status).toBe(400);
    const old = await fetch(url.replace('/v2/', '/v1/'), { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect([old.status, (await old.json()).scimType]).toEqual([400, 'invalidVers']);
  });
});

describe.each(VENDORS)('a request that %s leaves unanswered', (vendor) => {
  const bridge = bridgeForEach(vendor, { requestTimeoutMs: 150 });

  it('is answered before a client hangs up', async () => {
    const { call, mock } = bridge();
    const fault = mock.faults.add({ latencyMs: 20_000 });
    const { status, headers } = await call('GET', '/Users');
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    fault.remove();
  });
});

describe('an unknown role', () => {
  const bridge = bridgeForEach('qradar');

  it('is refused, and nothing is made or changed', async () => {
    const { call } = bridge();
    const refused = await call('POST', '/Users', { ...kim, roles: [{ value: 'Emperor' }] });
    expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue']);
    const { id, roles } = (await call('POST', '/Users', kim)).body;
    const change = patchOf({ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'Emperor' });
    expect((await call('PATCH', `/Users/${id}`, change)).status).toBe(400);
    expect((await call('GET', `/Users/${id}`)).body.roles).toEqual(roles);
  });

  it('is told apart from one that is there, also as JSON inside a string', async () => {
    const { call } = bridge();
    const value = '{"id":"1","value":"Admin","displayName":"Admin"}';
    const made = await call('POST', '/Users', { ...kim, roles: [{ value }] });
    expect([made.status, made.body.roles], JSON.stringify(made.body)).toEqual([
      201,
      [{ value: 'Admin', primary: true }],
    ]);
    const change = patchOf({ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'Analyst' });
    const changed = await call('PATCH', `/Users/${made.body.id}`, change);
    expect(changed.body.roles).toEqual([{ value: 'Analyst', primary: true }]);
  });
});
