import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { describe, expect, it } from 'vitest';
import { all, cells, failure } from '../support/cells.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { json } from '../support/scripts.js';
import { iq, qradar, vendors } from '../support/vendors/index.js';

const UNADDRESSABLE = [
  '.',
  '..',
  '%2e%2e',
  '%2E',
  '.%2e',
  '',
  null,
  undefined,
  Number.NaN,
  ['a'],
  { id: 1 },
  true,
];
const LONE = '\ud800';
const AWKWARD = [
  'a/b',
  '../x',
  '?#;%',
  '$&',
  '%2e%2e/x',
  ' ',
  'a b',
  'a\nb',
  '日本',
  '😀',
  '\\',
  '{id}',
  "'()*!~",
];

describe.each(cells)('$title', ({ vendor, open }) => {
  it.each([...UNADDRESSABLE, LONE])(
    'fault 1: refuses the id %j on every verb and sends nothing',
    async (id) => {
      const server = await rawServer(vendor.wire.ok.get);
      const client = open(server.origin);
      for (const verb of [client.get, client.update, client.remove]) {
        const error = await failure(verb(id as never));
        expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
      }
      expect(server.connections).toBe(0);
    },
  );

  it('fault 2: sends any other name as one segment that decodes to itself', async () => {
    const prefix = `${vendor.wire.usersPath}/`;
    const key = 'username' in vendor.wire.user && !('id' in vendor.wire.user) ? 'username' : 'id';
    const server = await rawServer((socket, request) =>
      json(200, { ...vendor.wire.user, [key]: decodeURIComponent(request.path.slice(prefix.length)) })(
        socket,
        request,
      ),
    );
    const client = open(server.origin);
    if (vendor.wire.numericIds) {
      for (const id of AWKWARD) expect((await failure(client.get(id))).name).toBe('InvalidInputError');
      expect(server.connections).toBe(0);
      return;
    }
    for (const id of AWKWARD) await client.get(id);
    for (const [at, id] of AWKWARD.entries()) {
      const { path } = server.requests[at] as { path: string };
      expect(path.startsWith(prefix)).toBe(true);
      const segment = path.slice(prefix.length);
      expect(segment).toMatch(/^[\x21-\x7e]+$/);
      expect(segment).not.toMatch(/[/?#]/);
      expect(decodeURIComponent(segment)).toBe(id);
    }
  });

  it('fault 3: tidies a trailing or double slash in the base URL', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    for (const end of ['/', '//', '/tenant//a/']) await open(`${server.origin}${end}`).get(vendor.wire.id);
    const paths = server.requests.map(({ path }) => path);
    const path = `${vendor.wire.usersPath}/${vendor.wire.id}`;
    expect(paths).toEqual([path, path, `/tenant/a${path}`]);
  });

  it('fault 6: sends nothing when the auth function yields nothing or fails', async () => {
    const server = await rawServer(vendor.wire.ok.get);
    for (const secret of [() => '', () => undefined, async () => null, () => '   ']) {
      if (vendor.credential.basic && secret() === '   ') continue; // a password may be blanks
      const error = await failure(open(server.origin, { secret: secret as never }).get(vendor.wire.id));
      expect(error.name).toBe('InvalidInputError');
    }
    const broken = new TypeError('the vault is sealed');
    const fails = () => Promise.reject(broken);
    expect(await failure(open(server.origin, { secret: fails }).get(vendor.wire.id))).toBe(broken);
    expect(server.requests.filter(({ headers }) => !headers[vendor.credential.header])).toEqual([]);
  });

  it('fault 6: keeps the credential out of what a generated function hands back', async () => {
    const server = await rawServer(vendor.wire.ok.list);
    const result = await open(server.origin).raw();
    expect(server.requests).toHaveLength(1);
    expectNoSecret(Object.assign(new Error('holder'), { result }), vendor.credential.hidden);
  });
});

describe.each(vendors)('$name', (vendor) => {
  it.each([
    ['a query', 'https://host.example/?tenant=1'],
    ['a fragment', 'https://host.example/#top'],
    ['credentials', 'https://root:hunter2-secret@host.example'],
    ['no scheme', 'host.example'],
    ['a scheme that is not http', 'ftp://host.example'],
    ['plain http to another machine', 'http://host.example'],
  ])('fault 3: refuses a base URL with %s when the client is made', (_, baseUrl) => {
    let error: unknown;
    try {
      vendor.open(baseUrl);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'InvalidInputError' });
    expectNoSecret(error, ['hunter2-secret']);
  });

  it.each(['tok\r\nX-Evil: 1', 'tok\n', 'tok\0en', '', '   ', '\t'])(
    'fault 4: refuses the credential %j without showing it',
    async (secret) => {
      const server = await rawServer(vendor.wire.ok.get);
      if (vendor.credential.basic && /^[ ]+$/.test(secret)) return; // a password may be blanks
      const made = async () => vendor.open(server.origin, { secret }).get(vendor.wire.id);
      const given = async () => vendor.open(server.origin, { secret: () => secret }).get(vendor.wire.id);
      for (const attempt of [made, given]) {
        const error = await failure(attempt());
        expect(error.name).toBe('InvalidInputError');
        if (secret.trim().length > 3) expectNoSecret(error, [secret, 'X-Evil']);
      }
      expect(server.connections).toBe(0);
    },
  );

  it('fault 6: refuses to make a client without a credential', () => {
    for (const secret of ['', null, 5])
      expect(() => vendor.open('https://host.example', { secret: secret as never })).toThrow(/missing/);
  });
});

describe.each([
  ['IQ', (origin: string, auth: never) => createIq({ baseUrl: origin, auth }).users.list()],
  ['QRadar', (origin: string, auth: never) => createQRadar({ baseUrl: origin, auth }).users.list()],
  ['Qualys', (origin: string, auth: never) => createQualysSaq({ baseUrl: origin, auth }).users.list()],
])('%s with a name and password', (name, list) => {
  it.each(['пароль', 'pässwörd', 'p:w:d', '😀😀'])(
    'fault 5: sends the password %s as UTF-8',
    async (password) => {
      const vendor = vendors.find((one) => one.name === name);
      const server = await rawServer(vendor?.wire.ok.list ?? []);
      await all(list(server.origin, { username: 'jäne', password } as never) as AsyncIterable<unknown>);
      const value = server.requests[0]?.headers.authorization ?? '';
      expect(Buffer.from(value.replace('Basic ', ''), 'base64').toString()).toBe(`jäne:${password}`);
      expect(server.requests[0]?.headers.sec).toBeUndefined();
    },
  );

  it('fault 5: refuses a colon or a line break in the user name', async () => {
    for (const username of ['a:b', 'a\nb', '']) {
      expect(() => list('https://host.example', { username, password: 'pass' } as never)).toThrow(
        /auth.username/,
      );
    }
  });
});

it('fault 6: sends only the scheme that was chosen, and refuses two', async () => {
  const server = await rawServer(qradar.wire.ok.list);
  await all(createQRadar({ baseUrl: server.origin, auth: { secToken: 'abcd' } }).users.list());
  expect(server.requests[0]?.headers).toMatchObject({ sec: 'abcd' });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();

  const bearer = await rawServer(iq.wire.ok.list);
  await all(createIq({ baseUrl: bearer.origin, auth: { token: 'abcd' } }).users.list());
  expect(bearer.requests[0]?.headers.authorization).toBe('Bearer abcd');

  const both = { secToken: 'abcd', token: 'abcd', username: 'a', password: 'pass' } as never;
  expect(() => createQRadar({ baseUrl: server.origin, auth: both })).toThrow(/both/);
  expect(() => createIq({ baseUrl: server.origin, auth: both })).toThrow(/both/);
  expect(() => createQlik({ baseUrl: server.origin, auth: {} as never })).toThrow(/missing/);
  expect(() => createQualysSaq({ baseUrl: server.origin, auth: {} as never })).toThrow(/missing/);
});
