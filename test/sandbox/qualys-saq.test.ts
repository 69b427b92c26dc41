import { createQualysSaq, HttpError, InvalidInputError, where } from '@rollcall/facade/qualys-saq';
import { searchUsers } from '@rollcall/qualys-saq';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qualysSaqSandbox } from '../support/sandboxes.js';

const { saq, mock, close } = await qualysSaqSandbox({ users: 250 });
beforeEach(() => mock.reset());
afterAll(close);

const JANE = { firstName: 'Jane', lastName: 'Doe', company: 'abc', emailAddress: 'jane@example.com' };
const john = { ...JANE, firstName: 'John', emailAddress: 'john@example.com' };

describe('create', () => {
  it('one user comes back with the id, uuid and userName that the platform gave', async () => {
    const user = await saq.users.create(JANE);
    expect(user).toMatchObject({ firstName: 'Jane', emailAddress: 'jane@example.com', userName: 'jane' });
    expect(user.id).toMatch(/^\d+$/);
    expect(user.uuid).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('several users go in one call and come back in the same order', async () => {
    const users = await saq.users.create([john, JANE]);
    expect(users.map(({ firstName }) => firstName)).toEqual(['John', 'Jane']);
    expect(mock.journal).toHaveLength(1);
  });

  it.each([
    ['007'],
    ['true'],
    ['1e5'],
    [' a '],
    ['+1 555 0100'],
    ['é & <b>"\''],
    [']]>'],
    ['日本 😀'],
    ['a\r\nb\tc'],
  ])('a name %j arrives and comes back exactly', async (lastName) => {
    const { id } = await saq.users.create({ ...JANE, lastName });
    expect((await saq.users.get(id)).lastName).toBe(lastName);
  });

  it('a missing company is refused before anything is sent', async () => {
    const { company: _, ...incomplete } = JANE;
    await expect(saq.users.create(incomplete as never)).rejects.toThrow('users[0].company is required');
    expect(mock.journal).toHaveLength(0);
  });

  it('a control character is refused before anything is sent', async () => {
    await expect(saq.users.create({ ...JANE, lastName: 'a\u0000b' })).rejects.toBeInstanceOf(
      InvalidInputError,
    );
    expect(mock.journal).toHaveLength(0);
  });

  it('an address that is taken is an error inside HTTP 200', async () => {
    await saq.users.create(JANE);
    await expect(saq.users.create(JANE)).rejects.toMatchObject({
      name: 'HttpError',
      status: 200,
      vendorCode: 'INVALID_REQUEST',
    });
  });
});

describe('list', () => {
  it('all users come once, page by page, by lastId', async () => {
    const ids = (await saq.users.list().toArray({ pageSize: 100 })).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(await saq.users.count());
    expect(mock.journal.filter(({ operationId }) => operationId === 'searchUsers').length).toBe(3);
  });

  it('conditions must all hold, on every page', async () => {
    await saq.users.create([JANE, john, { ...john, emailAddress: 'x@elsewhere.test' }]);
    const found = await saq.users
      .list([where('emailAddress', 'CONTAINS', '@example.com'), where('lastName', 'EQUALS', 'Doe')])
      .toArray({ pageSize: 1 });
    expect(found.map(({ firstName }) => firstName)).toEqual(['Jane', 'John']);
  });

  it('no user is an empty list, and find answers undefined', async () => {
    expect(await saq.users.list(where('id', 'EQUALS', 1)).toArray()).toEqual([]);
    expect(await saq.users.find('nobody@example.com')).toBeUndefined();
  });

  it('one user is found by the exact address', async () => {
    await saq.users.create(JANE);
    expect(await saq.users.find('jane@example.com')).toMatchObject({ firstName: 'Jane' });
  });
});

describe('update and delete', () => {
  it('an update changes the given fields of one user', async () => {
    const { id } = await saq.users.create(JANE);
    await saq.users.update(id, { title: 'CISO' });
    expect(await saq.users.get(id)).toMatchObject({ ...JANE, title: 'CISO' });
  });

  it('several users are updated in one call', async () => {
    const [first, second] = await saq.users.create([JANE, john]);
    await saq.users.update([
      { id: first?.id ?? '', title: 'A' },
      { id: second?.id ?? '', title: 'B' },
    ]);
    expect((await saq.users.get(first?.id ?? '')).title).toBe('A');
    expect((await saq.users.get(second?.id ?? '')).title).toBe('B');
  });

  it('one user is deleted, and is gone', async () => {
    const { id } = await saq.users.create(JANE);
    await saq.users.delete(id);
    await expect(saq.users.get(id)).rejects.toBeInstanceOf(HttpError);
  });

  it('several users are deleted in one call', async () => {
    const users = await saq.users.create([JANE, john]);
    await saq.users.delete(users.map(({ id }) => id));
    expect(await saq.users.find('jane@example.com')).toBeUndefined();
    expect(await saq.users.find('john@example.com')).toBeUndefined();
  });

  it.each([[''], ['..'], ['1/2'], [Number.NaN], [2 ** 60], [null]])(
    'the id %j is refused unsent',
    async (id) => {
      await expect(saq.users.get(id as never)).rejects.toBeInstanceOf(InvalidInputError);
      await expect(saq.users.delete(id as never)).rejects.toBeInstanceOf(InvalidInputError);
      expect(mock.journal).toHaveLength(0);
    },
  );
});

it('a generated function with the same client reports an error inside HTTP 200', async () => {
  const body =
    '<ServiceRequest><filters><Criteria field="id" operator="CONTAINS">1</Criteria></filters></ServiceRequest>';
  await expect(searchUsers({ client: saq.client, throwOnError: true, body })).rejects.toMatchObject({
    vendorCode: 'INVALID_REQUEST',
  });
});

it('a wrong password is a 401 that does not show it', async () => {
  const stranger = createQualysSaq({
    baseUrl: mock.url,
    auth: { username: 'sandbox', password: 'not-the-password' },
  });
  const error = await stranger.users.count().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'HttpError', status: 401 });
  expect(String(error) + JSON.stringify(error)).not.toContain('not-the-password');
});

it('plain http to another machine is refused', () => {
  const auth = { username: 'u', password: 'pass' };
  expect(() => createQualysSaq({ baseUrl: 'http://qualysapi.qualys.com', auth })).toThrow(InvalidInputError);
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
