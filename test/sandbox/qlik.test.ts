import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import {
  and,
  HttpError,
  InvalidInputError,
  or,
  PartialFailureError,
  type PatchFailure,
  ProtocolError,
  type QlikOptions,
  where,
} from '@rollcall/facade/qlik';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { listUsers } from '@rollcall/qlik';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQlik, qlik } from '../support/vendors/index.js';

let mock: RunningMock;
const JOHN = '62716ab404a7bd8626af9bd6';
const BOB = '62716ac4c7e500e13ff5fa22';
const ALICE = '626949b9017b657805080bbd';
const CAROL = '626949bf017b657805080bbe';

beforeAll(async () => {
  mock = await startMock('qlik', { users: 45 });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

function client(options: Partial<QlikOptions> = {}) {
  return openQlik(mock.url, { secret: qlik.credential.sandbox, ...options });
}
const paths = () => mock.journal.map(({ method, url }) => `${method} ${url}`);

describe('a user of Qlik Cloud', () => {
  it('lives and dies', async () => {
    const { users } = client();
    const created = await users.create({
      name: 'John Smith Jr',
      email: 'john.smith.jr@corp.example',
      status: 'invited',
      subject: '1234asdasa6790',
      assignedRoles: [{ name: 'Developer' }],
    });
    expect(created).toMatchObject({ name: 'John Smith Jr', status: 'invited' });
    expect(await users.get(created.id)).toMatchObject({ id: created.id, subject: '1234asdasa6790' });
    expect(
      await users.update(created.id, { name: 'John', preferredLocale: 'en_US_POSIX', inviteExpiry: 'renew' }),
    ).toBeUndefined();
    expect(await users.find('john.smith.jr@corp.example')).toMatchObject({ id: created.id, name: 'John' });
    expect(await users.delete(created.id)).toBeUndefined();
    expect(await users.find({ subject: '1234asdasa6790' })).toBeUndefined();
    await expect(users.get(created.id)).rejects.toMatchObject({ status: 404, vendorCode: 'USERS-7' });
    expect(mock.violations).toEqual([]);
  });

  it('takes the operations of a patch as they are', async () => {
    const { users } = client();
    await users.update(BOB, [{ op: 'add', path: '/assignedRoles/-', value: { name: 'Developer' } }]);
    expect((await users.get(BOB)).assignedRoles?.map(({ name }) => name)).toContain('Developer');
  });

  it('is projected to the fields asked for', async () => {
    const { users } = client();
    expect(await users.get(JOHN, { fields: ['name', 'email'] })).toEqual({
      name: 'John Smith',
      email: 'john@corp.example',
    });
    const [first] = await users.list({ fields: ['id'], filter: where('name', 'eq', 'Bob') }).toArray();
    expect(first).toEqual({ id: BOB });
  });

  it('is found by email or subject in any case of letters, and not by what only contains it', async () => {
    const { users } = client();
    expect(await users.find('JOHN@corp.example')).toMatchObject({ id: JOHN });
    expect(await users.find({ email: 'john@corp.example' })).toMatchObject({ id: JOHN });
    expect(await users.find({ subject: 'qlikbot\\nightly-reload' })).toMatchObject({
      name: 'Nightly Reload',
    });
    expect(await users.find('smith@corp.example')).toBeUndefined();
    expect(await users.find('" or name co "')).toBeUndefined();
    await expect(users.find('')).rejects.toBeInstanceOf(InvalidInputError);
    await expect(users.find({ email: 'a@b', subject: 'c' } as never)).rejects.toBeInstanceOf(
      InvalidInputError,
    );
  });

  it('is not picked from several of the same address', async () => {
    const two = ['a', 'b'].map((id) => ({ id, email: 'Jane@corp.example', subject: `s-${id}` }));
    mock.faults.add({ operationId: 'listUsers', status: 200, body: { data: two } });
    await expect(client().users.find('jane@corp.example')).rejects.toThrow(/ambiguous: a \(subject s-a\), b/);
  });

  it('is not anybody, should the server ignore the filter', async () => {
    mock.faults.add({
      operationId: 'listUsers',
      status: 200,
      body: { data: [{ id: 'a', email: 'x@corp.example' }] },
    });
    expect(await client().users.find('jane@corp.example')).toBeUndefined();
  });

  it('is the caller for me(), which follows the redirect', async () => {
    expect(await client().users.me()).toMatchObject({ id: ALICE, name: 'Alice' });
    expect(paths()).toEqual(['GET /api/v1/users/me', `GET /api/v1/users/${ALICE}`]);
  });

  it('is counted', async () => {
    const { users } = client();
    expect(await users.count()).toBe(50);
    expect(await users.count({ tenantId: 'q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f' })).toBe(50);
    expect((await users.metadata()).valid_roles).toContain('TenantAdmin');
    expect(mock.violations).toEqual([]);
  });
});

describe('lists', () => {
  it('walk every page by cursor, each user once', async () => {
    const ids = (await client().users.list().toArray()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(50);
    expect(ids).toHaveLength(50);
    expect(mock.journal).toHaveLength(3);
    expect(mock.violations).toEqual([]);
  });

  it('send the page size as limit, and the rest of the query with every page', async () => {
    const { users } = client();
    const pages = [];
    const list = users.list({ sort: '-name', totalResults: true, filter: where('name', 'co', 'User') });
    for await (const page of list.byPage({ pageSize: 20 })) pages.push(page);
    expect(pages.map(({ items, total }) => [items.length, total])).toEqual([
      [20, 45],
      [20, 45],
      [5, 45],
    ]);
    expect(pages[0]?.items[0]?.name).toBe('User 00045');
    for (const { url } of mock.journal) {
      const query = new URL(url, mock.url).searchParams;
      expect(Object.fromEntries(query)).toMatchObject({ sort: '-name', limit: '20', totalResults: 'true' });
    }
  });

  it('encode the plus of an ascending sort', async () => {
    await client().users.list({ sort: '+name', limit: 100 }).toArray();
    expect(paths()).toEqual(['GET /api/v1/users?sort=%2Bname&limit=100']);
  });

  it('start at a cursor that was kept, and go on from there', async () => {
    const { users, client: generated } = client();
    const { data } = await listUsers({ client: generated, query: { limit: 30 }, throwOnError: true });
    const next = new URL(data.links?.next?.href ?? '').searchParams.get('next') ?? '';
    expect(await users.list({ next, limit: 15 }).toArray()).toHaveLength(20);
    expect((await users.list({ prev: next, limit: 5 }).toArray()).length).toBeGreaterThan(5);
  });

  it('fetch ahead, and stop when the loop is left', async () => {
    for await (const page of client().users.list().byPage({ pageSize: 10, prefetch: 2 })) {
      expect(page.items).toHaveLength(10);
      break;
    }
    expect(mock.journal.length).toBeLessThanOrEqual(4);
  });

  it('take the deprecated parameters still', async () => {
    const { users } = client();
    const query = { status: ['disabled', 'invited'], sortBy: 'name', sortOrder: 'desc', limit: 3 } as const;
    const found = await users.list({ ...query, status: [...query.status] }).toArray();
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['disabled', 'invited']));
    expect(found).toHaveLength(6);
    expect(mock.journal[0]?.url).toContain('status=disabled,invited');
    await expect(
      users.list({ email: 'x@y.z', filter: where('name', 'eq', 'Bob') }).toArray(),
    ).rejects.toMatchObject({
      status: 400,
    });
  });

  it.each([0, 101, 1.5, Number.NaN])('refuse a page size of %j before anything is sent', async (pageSize) => {
    await expect(client().users.list().toArray({ pageSize })).rejects.toBeInstanceOf(InvalidInputError);
    await expect(client().users.list({ limit: pageSize }).toArray()).rejects.toBeInstanceOf(
      InvalidInputError,
    );
    expect(mock.journal).toEqual([]);
  });

  it.each([
    ['on another origin', 'https://evil.example/api/v1/users?next=abc'],
    ['on another port', 'http://127.0.0.1:9/api/v1/users?next=abc'],
    ['that is no address', 'http://[bad'],
    ['without a cursor', '/api/v1/users?limit=20'],
  ])('refuse a next link %s, and send nothing more', async (_, href) => {
    mock.faults.add({
      operationId: 'listUsers',
      status: 200,
      body: { data: [{ id: 'a' }], links: { next: { href } } },
    });
    await expect(client().users.list().toArray()).rejects.toBeInstanceOf(ProtocolError);
    expect(mock.journal).toHaveLength(1);
  });

  it('take only the cursor from a next link, whatever its path and parameters', async () => {
    const href = '/elsewhere?next=abc&limit=1&tenantId=other';
    mock.faults.add({
      operationId: 'listUsers',
      status: 200,
      body: { data: [{ id: 'a' }], links: { next: { href } } },
    });
    mock.faults.add({
      operationId: 'listUsers',
      status: 200,
      body: { data: [{ id: 'b' }], links: { next: {} } },
    });
    const found = await client().users.list({ limit: 7 }).toArray();
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(paths()).toEqual(['GET /api/v1/users?limit=7', 'GET /api/v1/users?next=abc&limit=7']);
  });

  it('end with an error when cursors go in a circle', async () => {
    for (const next of ['a', 'b', 'a']) {
      const href = `/api/v1/users?next=${next}`;
      mock.faults.add({
        operationId: 'listUsers',
        status: 200,
        body: { data: [], links: { next: { href } } },
      });
    }
    await expect(client().users.list().toArray()).rejects.toThrow(/does not end/);
    expect(mock.journal).toHaveLength(3);
  });

  it.each([[{}], [[]], [{ data: null }], [{ data: {} }]])('refuse a page that is %j', async (body) => {
    mock.faults.add({ operationId: 'listUsers', status: 200, body });
    await expect(client().users.list().toArray()).rejects.toBeInstanceOf(ProtocolError);
  });
});

describe('filters', () => {
  it("match as the document's examples say", async () => {
    const { users } = client();
    const names = or(where('name', 'eq', 'bob'), where('name', 'eq', 'Alice'));
    const found = await users.list({ filter: and(names, where('status', 'eq', 'active')) }).toArray();
    expect(found.map(({ name }) => name)).toEqual(['Alice']);
    const statuses = or(where('status', 'eq', 'active'), where('status', 'eq', 'disabled'));
    expect(
      await users.filter(and(or(where('id', 'eq', JOHN), where('id', 'eq', BOB)), statuses)).toArray(),
    ).toHaveLength(2);
    expect(mock.violations).toEqual([]);
  });

  it('by POST walk every page, with the filter in every body', async () => {
    const { users } = client();
    const found = await users
      .filter(where('name', 'co', 'user 000'), { sort: '+name' })
      .toArray({ pageSize: 10 });
    expect(found.map(({ name }) => name)).toEqual(
      Array.from({ length: 45 }, (_, index) => `User 000${String(index + 1).padStart(2, '0')}`),
    );
    expect(mock.journal).toHaveLength(5);
  });

  it('may name 100 ids, and no more, counted before anything is sent', async () => {
    const { users } = client();
    const ids = Array.from({ length: 100 }, (_, index) =>
      where('id', 'eq', index === 42 ? CAROL : `id-${index}`),
    );
    expect(await users.filter(or(...ids)).toArray()).toMatchObject([{ id: CAROL }]);
    mock.reset();
    const tooMany = or(...ids, where('id', 'eq', 'one-more'));
    expect(() => users.filter(tooMany)).toThrow(/101 ids.*100 at most/);
    expect(() => users.filter(String(tooMany))).toThrow(InvalidInputError);
    expect(() => users.filter(' ')).toThrow(InvalidInputError);
    expect(mock.journal).toEqual([]);
  });

  it('only read, so that a 503 is tried again although it is a POST', async () => {
    mock.faults.add({ operationId: 'filterUsers', status: 503 });
    const { users } = client({ retry: { baseDelayMs: 1 } });
    expect(await users.filter(where('name', 'eq', 'Bob')).toArray()).toHaveLength(1);
    expect(mock.journal).toHaveLength(2);
  });

  it('find a user of any name exactly, whatever quotes and backslashes it holds', async () => {
    const { users } = client();
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', '"', "'", '\\', ' ', '(', ')', '\n', 'é', '日'),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(text, async (subject) => {
        mock.seed({
          users: [
            { id: 'wanted', subject },
            { id: 'other', subject: `x${subject}` },
          ],
        });
        expect(await users.list({ filter: where('subject', 'eq', subject) }).toArray()).toMatchObject([
          { id: 'wanted' },
        ]);
        expect(await users.find({ subject })).toMatchObject({ id: 'wanted' });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a patch that Qlik does in part', () => {
  it('is a PartialFailureError with what failed, what was sent and the traceId', async () => {
    const { users } = client();
    const error = (await users
      .update(BOB, { name: 'Robert', email: 'alice@corp.example' })
      .catch((caught: unknown) => caught)) as PartialFailureError<PatchFailure>;
    expect(error).toBeInstanceOf(PartialFailureError);
    expect(error.results.errors).toHaveLength(1);
    expect(error.results.operations).toEqual([
      { op: 'replace', path: '/name', value: 'Robert' },
      { op: 'replace', path: '/email', value: 'alice@corp.example' },
    ]);
    expect(error.results.traceId).toBe(error.traceId);
    expect(error.traceId).toMatch(/\w/);
    expect(error.message).toMatch(/PATCH .*→ 207: .*Another user has this email/);
    expect(await users.get(BOB)).toMatchObject({ name: 'Robert', email: 'bob@corp.example' });
  });

  it('is an HttpError when nothing of it was done', async () => {
    await expect(client().users.update(BOB, { email: 'alice@corp.example' })).rejects.toMatchObject({
      name: 'HttpError',
      status: 400,
    });
  });

  it('is never a plain success, even when the answer does not say what failed', async () => {
    mock.faults.add({ operationId: 'patchUser', status: 207, body: {} });
    await expect(client().users.update(BOB, { name: 'R' })).rejects.toBeInstanceOf(PartialFailureError);
  });

  it('is no success under a status that Qlik does not document', async () => {
    mock.faults.add({ operationId: 'patchUser', status: 200, body: { id: BOB } });
    await expect(client().users.update(BOB, { name: 'R' })).rejects.toMatchObject({
      name: 'ProtocolError',
      outcome: 'unknown',
    });
  });

  it('is refused when it changes nothing, before anything is sent', async () => {
    const { users } = client();
    await expect(users.update(BOB, {})).rejects.toBeInstanceOf(InvalidInputError);
    await expect(users.update(BOB, [])).rejects.toBeInstanceOf(InvalidInputError);
    // @ts-expect-error no such field
    await expect(users.update(BOB, { nickname: 'B' })).rejects.toBeInstanceOf(InvalidInputError);
    expect(mock.journal).toEqual([]);
  });
});

describe('invitations', () => {
  it('are answered one by one: sent, there already, and failed', async () => {
    const outcome = await client().users.invite([
      { email: 'elvis@corp.example', name: 'Elvis' },
      { email: 'carol@corp.example' },
      { email: 'alice@corp.example' },
      { email: 'bob@corp.example', resend: true },
    ]);
    expect(outcome.results.map(({ email, status }) => [email, status])).toEqual([
      ['elvis@corp.example', 'ok'],
      ['carol@corp.example', 'exists'],
      ['alice@corp.example', 'error'],
      ['bob@corp.example', 'error'],
    ]);
    expect(outcome.invited).toMatchObject([{ email: 'elvis@corp.example', userId: expect.any(String) }]);
    expect(outcome.existing).toMatchObject([{ userId: CAROL }]);
    expect(outcome.failed.map(({ code }) => String(code))).toEqual(['1001', '1002']);
    expect(outcome.unanswered).toEqual([]);
    expect(mock.violations).toEqual([]);
  });

  it('name whom the answer forgot', async () => {
    mock.faults.add({ operationId: 'inviteUsers', status: 207, body: { data: [] } });
    expect((await client().users.invite([{ email: 'a@corp.example' }])).unanswered).toEqual([
      'a@corp.example',
    ]);
  });

  it.each(['', 'elvis', 'a b@c', '@corp.example', undefined, null])(
    'to %j are refused, and nobody is written to',
    async (email) => {
      const invitees = [{ email: 'good@corp.example' }, { email: email as string }];
      await expect(client().users.invite(invitees)).rejects.toThrow(/invitees\[1\]\.email/);
      await expect(client().users.invite([])).rejects.toBeInstanceOf(InvalidInputError);
      expect(mock.journal).toEqual([]);
    },
  );

  it('that are denied as a whole are an HttpError with the numeric code', async () => {
    const body = { errors: [{ code: 403, title: 'Forbidden' }] };
    mock.faults.add({ operationId: 'inviteUsers', status: 403, body });
    await expect(client().users.invite([{ email: 'a@b' }])).rejects.toMatchObject({
      status: 403,
      vendorCode: '403',
    });
  });

  it('are not sent again after a 500', async () => {
    mock.faults.add({ operationId: 'inviteUsers', status: 500 });
    await expect(client().users.invite([{ email: 'a@b' }])).rejects.toMatchObject({ outcome: 'unknown' });
    expect(mock.journal).toHaveLength(1);
  });
});

describe('errors', () => {
  it("carry Qlik's code, title and traceId, and never the key", async () => {
    const error = (await client()
      .users.get('nobody')
      .catch((caught: unknown) => caught)) as HttpError;
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 404, vendorCode: 'USERS-7', traceId: expect.stringMatching(/\w/) });
    expect(error.message).toContain(`GET ${mock.url}/api/v1/users/nobody → 404 (code USERS-7): Not found.`);
    expect(inspect(error, { depth: 9 })).not.toContain('sandbox-key');
  });

  it('tell how long a 429 asks to wait', async () => {
    const body = { errors: [{ code: 'HTTP-429', title: 'Too many requests', detail: 'Slow down' }] };
    mock.faults.add({ operationId: 'countUsers', status: 429, headers: { 'retry-after': '13' }, body });
    await expect(client({ retry: false }).users.count()).rejects.toMatchObject({
      status: 429,
      vendorCode: 'HTTP-429',
      retryAfterMs: 13_000,
    });
  });

  it.each(['.', '..', '', '%2e%2E'])('for the id %j come before anything is sent', async (id) => {
    const { users } = client();
    const calls = [users.get(id), users.update(id, { name: 'x' }), users.delete(id)];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(InvalidInputError);
    expect(mock.journal).toEqual([]);
  });

  it('for a missing subject, an empty field list, a bad version or no key come before anything is sent', async () => {
    const { users } = client();
    await expect(users.create({ name: 'X' } as never)).rejects.toThrow('user.subject is required');
    await expect(users.get(BOB, { fields: [] })).rejects.toBeInstanceOf(InvalidInputError);
    expect(() => client({ apiVersion: '2025-13' })).toThrow(InvalidInputError);
    expect(() => client({ auth: undefined as never })).toThrow(InvalidInputError);
    expect(mock.journal).toEqual([]);
  });

  it('say so when the key is wrong', async () => {
    await expect(client({ auth: { apiKey: 'other-key' } }).users.me()).rejects.toMatchObject({ status: 401 });
  });
});

describe('headers and redirects', () => {
  it('send the API version that was asked for, and none otherwise', async () => {
    await client().users.count();
    await client({ apiVersion: '2025-01' }).users.count();
    expect(mock.journal.map(({ requestHeaders }) => requestHeaders['qlik-api-version'])).toEqual([
      undefined,
      '2025-01',
    ]);
    expect(mock.violations).toEqual([]);
  });

  it('never follow me() to another origin, which sees no byte', async () => {
    let connections = 0;
    const other = createServer((_, response) => response.end('{}')).on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const Location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/api/v1/users/${ALICE}`;
    mock.faults.add({ operationId: 'getMe', status: 301, headers: { Location } });
    await expect(client().users.me()).rejects.toBeInstanceOf(ProtocolError);
    expect(connections).toBe(0);
    await new Promise((resolve) => other.close(resolve));
  });

  it('take no login page for a user', async () => {
    mock.faults.add({ operationId: 'getMe', status: 301, headers: { Location: '/login' } });
    mock.faults.add({
      path: '/login',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Sign in</html>',
    });
    await expect(client().users.me()).rejects.toBeInstanceOf(ProtocolError);
  });
});
