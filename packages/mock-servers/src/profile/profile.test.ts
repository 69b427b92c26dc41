import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createMock, type MockOptions, type Profile, VENDORS, type Vendor } from '../index.js';
import { packageRoot } from '../package-root.js';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`assets/profiles/${name}.json`, packageRoot), 'utf8'));
const schema = read('profile.schema');

async function refusal(vendor: Vendor, profile: object, options: MockOptions = {}): Promise<unknown> {
  return createMock(vendor, { ...options, profile: profile as Profile }).then(
    () => 'taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe('a profile of a real system', () => {
  it('has an example per vendor, which the published schema allows and the mock takes', async () => {
    const allows = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);
    for (const vendor of VENDORS) {
      expect([allows(read(vendor)), allows.errors], vendor).toEqual([true, null]);
      expect(await refusal(vendor, read(vendor))).toBe('taken');
    }
    expect(allows({ ...read('iq'), options: { rangeStatus: 206 } })).toBe(false);
  });

  it.each(VENDORS)('the schema names the options that the mock of %s has', async (vendor) => {
    const told = await refusal(vendor, { version: 1, vendor, options: { zzzzzzzzzzzzzzzzzzzz: 1 } });
    const [, names = ''] = /; there are (.*)$/.exec(String(told)) ?? [];
    const own = names.split(', ').filter((name) => name !== 'users' && name !== 'taskStepMs');
    expect(own.sort()).toEqual(Object.keys(schema.$defs[vendor].properties).sort());
  });

  it.each(VENDORS)('the schema allows what the mock of %s takes, and nothing else', async (vendor) => {
    const allows = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);
    const version = { version: '26.0', deprecated: false, removed: false };
    const limit = { limit: 1, perSeconds: 60 };
    const values = [
      ...[
        true,
        false,
        null,
        0,
        1,
        -1,
        1.5,
        200,
        206,
        416,
        5e9,
        '',
        'x',
        'a b',
        '1.0-2',
        'ibm',
        'removed',
        'timestamp',
      ],
      ...[[], [''], ['x'], [7], ['*'], ['http://a'], ['http://a/'], [version], [{ ...version, old: true }]],
      ...[{}, limit, { ...limit, status: 429 }, { ...limit, status: 500 }, { ...limit, limit: -1 }],
      ...[
        { ...limit, perSeconds: 0 },
        { ...limit, perSeconds: 1.5 },
        { ...limit, burst: 1 },
      ],
    ];
    for (const name of Object.keys(schema.$defs[vendor].properties)) {
      for (const value of values) {
        const profile = { version: 1, vendor, options: { [name]: value } };
        const told = await refusal(vendor, profile);
        expect([name, value, told === 'taken' || told], String(told)).toEqual([
          name,
          value,
          allows(profile) || expect.stringContaining(name),
        ]);
      }
      const typo = `${name}s`;
      expect(await refusal(vendor, { version: 1, vendor, options: { [typo]: 1 } })).toBe(
        `RangeError: ${vendor} has no option ${typo}; did you mean ${name}?`,
      );
    }
  });

  it('each example does what it says', async () => {
    const ask = async (vendor: Vendor, path: string, extra: object = {}) => {
      const mock = await createMock(vendor, { profile: read(vendor), strict: true });
      const headers = { ...mock.credentials.headers, ...extra };
      const response = await mock.fetch(`http://v${path}`, { headers });
      return { status: response.status, text: await response.text(), headers: response.headers };
    };
    expect((await ask('iq', '/api/v2/users/bob')).text).toContain('"x-directory":"corporate"');
    expect(await ask('iq', '/api/v2/users/nobody')).toMatchObject({
      status: 404,
      text: 'No such user here.',
    });
    const qlik = await ask('qlik', '/api/v1/users/626949b9017b657805080bbd');
    expect(qlik.text).toContain('"x-region":"eu"');
    expect(qlik.headers.has('ratelimit-remaining')).toBe(true);
    const counted = await ask('qualys-saq', '/qps/rest/1.0/count/saq/user', { 'X-Requested-With': '' });
    expect(counted.text).toContain('SUCCESS');
    expect(counted.headers.get('x-ratelimit-limit')).toBe('300');
    const signedOut = await ask('qualys-saq', '/qps/rest/1.0/count/saq/user', { Authorization: '' });
    expect(signedOut.text).toBe('<html><body>Sign in.</body></html>');
  });

  it('sets what are options', async () => {
    const mock = await createMock('qradar', { profile: read('qradar') });
    const list = async (range: string, version = '26.0') => {
      const headers = { ...mock.credentials.headers, Range: range, Version: version };
      return (await mock.fetch('http://q/api/config/access/users', { headers })).status;
    };
    expect([await list('items=0-1'), await list('items=900-901')]).toEqual([206, 416]);
    expect(await list('items=0-1', '24.0')).toBe(422);
  });

  it('gives way to vendorOptions', async () => {
    const profile: Profile = { version: 1, vendor: 'qradar', options: { rangeStatus: 206 } };
    const mock = await createMock('qradar', { profile, vendorOptions: { rangeStatus: 200 } });
    const headers = { ...mock.credentials.headers, Range: 'items=0-1' };
    expect((await mock.fetch('http://q/api/config/access/users', { headers })).status).toBe(200);
  });

  it("answers the vendor's 404 for an operation that the system lacks, and leaves the state alone", async () => {
    const mock = await createMock('qradar', { profile: read('qradar') });
    const { headers } = mock.credentials;
    const path = '/api/config/access/users/1001';
    const gone = await mock.fetch(`http://q${path}`, { method: 'DELETE', headers });
    expect([gone.status, await gone.json()]).toEqual([
      404,
      expect.objectContaining({ message: `There is no endpoint ${path}.` }),
    ]);
    expect((await mock.fetch(`http://q${path}`, { headers })).status).toBe(200);
    expect((await mock.fetch(`http://q${path}`, { method: 'DELETE' })).status).toBe(401);
  });

  it('adds fields to every record of a list and to a record, and to none that was asked for by field', async () => {
    const qradar = await createMock('qradar', { profile: read('qradar') });
    const list = async (query: string) => {
      const { headers } = qradar.credentials;
      return (await qradar.fetch(`http://q/api/config/access/users${query}`, { headers })).json();
    };
    const themes = (await list('')) as { x_console_theme?: string }[];
    expect(themes.map((user) => user.x_console_theme)).toEqual(['dark', 'dark']);
    expect(await list('?fields=id')).toEqual([{ id: 1 }, { id: 1001 }]);

    const qlik = await createMock('qlik', {
      profile: {
        version: 1,
        vendor: 'qlik',
        extraFields: { listUsers: { 'x-region': 'eu' } },
      } satisfies Profile<'qlik'>,
    });
    const ask = async (path: string) =>
      (await qlik.fetch(`https://t${path}`, { headers: qlik.credentials.headers })).json();
    const { data } = (await ask('/api/v1/users')) as { data: object[] };
    expect(data.length).toBeGreaterThan(1);
    for (const user of data) expect(user).toMatchObject({ 'x-region': 'eu' });
  });

  it('words errors as the system does: for missing credentials, a bad request, a missing record and a long body', async () => {
    const errors: Profile<'iq'>['errors'] = [
      { status: 404, operationId: 'getUser', body: 'No such user here.' },
      { status: 400, body: '{"bad":true}', contentType: 'application/json' },
      { status: 401, body: 'Who are you?' },
      { status: 413, body: 'Too much.' },
    ];
    const profile: Profile<'iq'> = { version: 1, vendor: 'iq', errors };
    const mock = await createMock('iq', { profile, maxBodyBytes: 1000 });
    const { headers } = mock.credentials;
    const json = { ...headers, 'content-type': 'application/json' };
    const told = async (path: string, init: RequestInit) => {
      const response = await mock.fetch(`http://iq/api/v2/${path}`, init);
      return [response.status, await response.text(), response.headers.get('content-type')?.split(';')[0]];
    };
    expect(await told('users/nobody', { headers })).toEqual([404, 'No such user here.', 'text/plain']);
    expect(await told('nothing', { headers })).toEqual([404, 'HTTP 404 Not Found', 'text/plain']);
    expect(await told('users', { method: 'POST', headers: json, body: '{' })).toEqual([
      400,
      '{"bad":true}',
      'application/json',
    ]);
    expect(await told('users', {})).toEqual([401, 'Who are you?', 'text/plain']);
    const long = { method: 'POST', headers: json, body: 'x'.repeat(1001) };
    expect((await told('users', long)).slice(0, 2)).toEqual([413, 'Too much.']);
  });

  it("lays an error's object over the vendor's own", async () => {
    const mock = await createMock('qradar', { profile: read('qradar') });
    const response = await mock.fetch('http://q/api/config/access/users');
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({
        code: 18,
        message: 'You are unauthorized to access the requested resource.',
        http_response: expect.objectContaining({ code: 401 }),
      }),
    ]);
  });

  it.each<[object, string]>([
    [{ vendor: 'iq' }, 'RangeError: The profile has version undefined; this release reads version 1'],
    [{ version: 2, vendor: 'iq' }, 'RangeError: The profile has version 2; this release reads version 1'],
    [{ version: 1, vendor: 'qlik' }, 'RangeError: The profile is of qlik and cannot be used for iq'],
    [{ version: 1, vendor: 'iqq' }, 'RangeError: There is no vendor iqq; did you mean iq?'],
    [
      { version: 1, vendor: 'iq', option: {} },
      'RangeError: the profile has no member option; did you mean options?',
    ],
    [
      { version: 1, vendor: 'iq', options: { csfr: true } },
      'RangeError: iq has no option csfr; did you mean csrf?',
    ],
    [
      { version: 1, vendor: 'iq', options: { users: 3 } },
      "RangeError: users is not seen on a system: give it to the mock and not in the profile's options",
    ],
    [
      { version: 1, vendor: 'iq', absentOperations: ['listUser'] },
      'RangeError: absentOperations of the profile: iq has no operation listUser; did you mean listUsers?',
    ],
    [
      { version: 1, vendor: 'iq', extraFields: { getUsers: {} } },
      'RangeError: extraFields of the profile: iq has no operation getUsers; did you mean getUser?',
    ],
    [
      { version: 1, vendor: 'iq', extraFields: { createUser: { a: 1 } } },
      'RangeError: extraFields of the profile: createUser has no successful answer in JSON that they could be added to',
    ],
    [
      { version: 1, vendor: 'iq', errors: [{ status: 404, contentType: 'a\nb' }] },
      'TypeError: The member contentType of an error of the profile must be a text that a header can have, not "a\\nb"',
    ],
    [
      { version: 1, vendor: 'iq', errors: [{ state: 404 }] },
      'RangeError: an error of the profile has no member state; did you mean status?',
    ],
    [
      { version: 1, vendor: 'iq', errors: [{ body: 'x' }] },
      'TypeError: errors of the profile: each needs its member status',
    ],
  ])('%j is refused', async (profile, message) => {
    expect(await refusal('iq', profile)).toBe(message);
  });

  it('is refused where its answers could not be given', async () => {
    expect(await refusal('iq', read('iq'), { mode: 'prism' })).toContain('A profile needs mode "sandbox"');
    const xml = { version: 1, vendor: 'qualys-saq', extraFields: { getUser: { a: 1 } } };
    expect(await refusal('qualys-saq', xml)).toContain('those of qualys-saq are XML');
  });
});
