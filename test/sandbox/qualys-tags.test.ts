import { createQualysSaq, type PartialFailureError, type SaqWritten } from '@rollcall/facade/qualys-saq';
import { createMock } from '@rollcall/mock-servers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { refusingServer } from '../support/refusing-server.js';

const mock = await createMock('qualys-saq', { strict: true });
/** Whose tags are ignored: everybody's, or those of the user of this id or address. */
let ignoreTags: boolean | string = false;
const server = await refusingServer((url, init) => {
  const isIgnored = (user: string) => ignoreTags === true || (ignoreTags && user.includes(`>${ignoreTags}<`));
  const body = String(init.body ?? '').replaceAll(/<User>[\s\S]*?<\/User>/g, (user) =>
    isIgnored(user) ? user.replace(/<tags>[\s\S]*<\/tags>/, '') : user,
  );
  return mock.fetch(url, { ...init, ...(body ? { body } : {}) });
});
const { users, tags } = createQualysSaq({
  baseUrl: server.url,
  auth: { username: 'sandbox', password: 'sandbox' },
  retry: false,
});

beforeEach(() => {
  mock.reset();
  server.restart();
  ignoreTags = false;
  // Two tags of one name: children of two parents, which only the seed can make.
  mock.seed({
    users: [],
    tags: [
      { id: '7513413', name: 'Twice' },
      { id: '7513414', name: 'Twice' },
    ],
  });
});
afterAll(() => server.close());

const JOE = { firstName: 'Joe', lastName: 'Doe', company: 'abc', emailAddress: 'joe@example.com' };
const UNITS = { id: '7508422', name: 'Business Units' };
const MALWARE = { id: '7513412', name: 'Malware Domain Assets' };

describe('tags of a write', () => {
  it('are there afterwards, given, taken away or replaced, by id or by name', async () => {
    const { id, tags: created } = await users.create({ ...JOE, tags: { set: [{ id: UNITS.id }] } });
    expect(created).toEqual([UNITS]);
    expect((await users.update(id, { tags: { add: [{ name: MALWARE.name }] } })).tags).toEqual([
      UNITS,
      MALWARE,
    ]);
    const taken = await users.update(id, { tags: { remove: [{ id: UNITS.id }] } });
    expect(taken.tags).toEqual([MALWARE]);
    expect((await users.update(id, { tags: { set: [] } })).tags ?? []).toEqual([]);
  });

  it('that the platform ignores are an error, whether verify asks for it or not', async () => {
    const { id } = await users.create({ ...JOE, tags: { set: [{ id: UNITS.id }] } });
    ignoreTags = true;
    const ignored = { name: 'IgnoredFieldsError', fields: ['tags'], resource: { id, tags: [UNITS] } };
    for (const change of [
      { set: [{ id: MALWARE.id }] },
      { set: [] },
      { add: [{ id: MALWARE.id }] },
      { remove: [{ id: UNITS.id }] },
      { add: [{ name: MALWARE.name }], remove: [{ name: UNITS.name }] },
    ]) {
      for (const options of [{}, { verify: true }])
        await expect(users.update(id, { title: 'x', tags: change }, options)).rejects.toMatchObject(ignored);
      const several = users.update([{ id, tags: change }]);
      await expect(several).rejects.toMatchObject(ignored);
    }
    const fresh = users.create({
      ...JOE,
      emailAddress: 'ann@example.com',
      tags: { add: [{ id: UNITS.id }] },
    });
    await expect(fresh).rejects.toMatchObject({ name: 'IgnoredFieldsError', fields: ['tags'] });
    await expect(
      users.update(id, { tags: { add: [{ id: MALWARE.id }] } }, { verify: false }),
    ).resolves.toBeDefined();
  });
});

describe('tags of several users in one call', () => {
  const people = ['ann', 'bob', 'joe'].map((name) => ({
    ...JOE,
    emailAddress: `${name}@example.com`,
    tags: { set: [{ id: UNITS.id }] },
  }));

  it('that are ignored for one of them say nothing of the others', async () => {
    ignoreTags = 'bob@example.com';
    const error = await users.create(people).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PartialFailureError', outcome: 'unknown' });
    const { results, message } = error as PartialFailureError<readonly SaqWritten[]>;
    expect(message).toContain('2 of 3 users are as asked, 1 not');
    expect(results.map(({ user, error: why }) => [user?.emailAddress, why?.name])).toEqual([
      ['ann@example.com', undefined],
      ['bob@example.com', 'IgnoredFieldsError'],
      ['joe@example.com', undefined],
    ]);
  });

  it('fail for one user of bulk work, and are done for the others', async () => {
    const ids = (await users.create(people)).map(({ id }) => id);
    ignoreTags = ids[1] as string;
    const change = { tags: { add: [{ id: MALWARE.id }] } };
    server.restart();
    const { results } = await users.updateMany(ids.map((id) => ({ id, patch: change })));
    expect(results.map(({ status }) => status)).toEqual(['done', 'failed', 'done']);
    expect(results[0]).toMatchObject({ value: { id: ids[0], tags: [UNITS, MALWARE] } });
    expect(results[1]).toMatchObject({
      outcome: 'unknown',
      error: { fields: ['tags'], resource: { id: ids[1] } },
    });
    // One call changes them, one search reads them back.
    expect(server.calls.map(({ path }) => path.split('/')[4])).toEqual(['update', 'search']);
  });
});

describe('the tags of an account', () => {
  it('are listed page by page, and found by name', async () => {
    const pages: string[][] = [];
    for await (const { items } of tags.list().byPage({ pageSize: 3 })) pages.push(items.map(({ id }) => id));
    expect(pages).toEqual([['7508422', '7513412', '7513413'], ['7513414']]);
    const condition = { field: 'name', operator: 'CONTAINS', value: 'Domain' } as const;
    expect(await tags.list(condition).toArray()).toMatchObject([MALWARE]);
    expect(await tags.named('Twice')).toHaveLength(2);
    expect(await tags.named('business units')).toEqual([]);
  });

  it('are not asked for by a condition that there is not', async () => {
    for (const condition of [
      { field: 'id', operator: 'CONTAINS', value: '7' },
      { field: 'tagName', operator: 'EQUALS', value: 'x' },
      { field: 'name', operator: 'EQUALS', value: '' },
      null,
    ])
      expect(() => tags.list(condition as never)).toThrow(/criteria/);
    expect(server.calls).toEqual([]);
  });

  it.each([
    [
      { responseCode: 'INVALID_REQUEST', responseErrorDetails: { errorMessage: 'no such field' } },
      'HttpError',
    ],
    [{ responseCode: 'SUCCESS', count: 2, data: [{ Tag: UNITS }] }, 'ProtocolError'],
    [{ responseCode: 'SUCCESS', data: [{ Tag: { id: 2 ** 60, name: 'x' } }] }, 'ProtocolError'],
    [{ responseCode: 'SUCCESS', data: [{}] }, 'ProtocolError'],
    [{ responseCode: 'SUCCESS', hasMoreRecords: 'true', data: [] }, 'ProtocolError'],
    [null, 'ProtocolError'],
  ])('are no list when the platform answers %j inside 200', async (ServiceResponse, name) => {
    const odd = await refusingServer(async () => Response.json({ ServiceResponse }));
    const auth = { username: 'sandbox', password: 'sandbox' };
    const saq = createQualysSaq({ baseUrl: odd.url, auth, retry: false });
    await expect(saq.tags.list().toArray()).rejects.toMatchObject({ name });
    odd.close();
  });
});

describe('provision', () => {
  it('gives the tags by name or id', async () => {
    const user = await users.provision({ ...JOE, tags: ['Business Units', '7513412'] });
    expect(user.tags?.map(({ id }) => id)).toEqual(['7508422', '7513412']);
    expect(await users.find(JOE.emailAddress)).toMatchObject({ tags: user.tags });
  });

  it.each([
    ['Bussiness Units', "tag 'Bussiness Units' does not exist; there are: Business Units (7508422)"],
    ['Twice', "tag 'Twice' is ambiguous: ids 7513413, 7513414"],
  ])('refuses %s before anything is written, and lists what exists', async (wish, message) => {
    await expect(users.provision({ ...JOE, tags: ['Business Units', wish] })).rejects.toThrow(message);
    expect(server.calls.filter(({ path }) => path.includes('/create/'))).toEqual([]);
  });

  it('says that the user exists without the tags when the platform ignores them', async () => {
    ignoreTags = true;
    const attempt = users.provision({ ...JOE, tags: ['Business Units'] });
    await expect(attempt).rejects.toMatchObject({
      name: 'IgnoredFieldsError',
      fields: ['tags'],
      resource: { emailAddress: JOE.emailAddress, id: expect.any(String) },
    });
  });
});
