import { describe, expect, it } from 'vitest';
import { ALICE, BOB, JOHN, names, tenant } from '../tenant.test.helper.js';

const EVERYBODY = ['Alice', 'Bob', 'Carol', 'John Smith', 'Nightly Reload'];

describe('a list of users', () => {
  it('is sorted by name and says where its pages are with absolute links', async () => {
    const answer = await tenant().call('GET', 'users?limit=2');
    expect(answer.status).toBe(200);
    expect(names(answer)).toEqual(['Alice', 'Bob']);
    const { links } = answer.body;
    expect(links.self.href).toBe('http://localhost/api/v1/users?limit=2');
    expect(links.prev.href).toBeNull();
    expect(links.next.href).toMatch(/^http:\/\/localhost\/api\/v1\/users\?limit=2&next=./);
    expect(answer.body).not.toHaveProperty('totalResults');
  });

  it('sorts by +name and -name', async () => {
    const { call } = tenant();
    expect(names(await call('GET', 'users?sort=%2Bname'))).toEqual(EVERYBODY);
    expect(names(await call('GET', 'users?sort=-name'))).toEqual(EVERYBODY.toReversed());
  });

  it.each([
    ['email', ['Alice', 'Bob', 'Carol', 'John Smith', 'Nightly Reload']],
    ['-subject', ['Nightly Reload', 'John Smith', 'Carol', 'Bob', 'Alice']],
    ['_id', ['Alice', 'Carol', 'John Smith', 'Bob', 'Nightly Reload']],
    ['-id', ['Nightly Reload', 'Bob', 'John Smith', 'Carol', 'Alice']],
    ['status', ['Alice', 'John Smith', 'Nightly Reload', 'Bob', 'Carol']],
    ['%2BinviteExpiry', ['Alice', 'John Smith', 'Bob', 'Nightly Reload', 'Carol']],
    ['-createdAt', ['Carol', 'Nightly Reload', 'Bob', 'John Smith', 'Alice']],
    ['clientId', ['Alice', 'Carol', 'John Smith', 'Bob', 'Nightly Reload']],
    ['-tenantId', ['Nightly Reload', 'Bob', 'John Smith', 'Carol', 'Alice']],
  ])('sorts by %s, and keeps that order from page to page', async (sort, expected) => {
    const { call, walk } = tenant();
    expect(names(await call('GET', `users?sort=${sort}`))).toEqual(expected);
    const met = await walk(`users?limit=2&sort=${sort}`);
    const whole = await call('GET', `users?sort=${sort}`);
    expect(met).toEqual(whole.body.data.map(({ id }: { id: string }) => id));
  });

  it('refuses to sort by what the spec does not name, and a filter by more than the name', async () => {
    const { call } = tenant();
    expect((await call('GET', 'users?sort=picture')).status).toBe(400);
    expect((await call('POST', 'users/actions/filter?sort=email', {})).status).toBe(400);
    expect(names(await call('POST', 'users/actions/filter?sort=-name', {}))).toEqual(EVERYBODY.toReversed());
  });

  it('has the names of groups only when fields names them, without system groups', async () => {
    const { call } = tenant();
    expect((await call('GET', `users/${JOHN}`)).body).not.toHaveProperty('groups');
    const { body } = await call('GET', `users/${JOHN}?fields=id,groups`);
    expect(body).toEqual({ id: JOHN, groups: ['Finance'] });
  });

  it('is walked forwards and backwards without gaps or repeats, in both orders', async () => {
    const { call, walk } = tenant({ users: 95 });
    for (const sort of ['name', '-name']) {
      const forwards = await walk(`users?limit=7&sort=${sort}`);
      expect(forwards).toHaveLength(100);
      expect(new Set(forwards).size).toBe(100);
      const end = await call('GET', `users?limit=100&sort=${sort}`);
      expect(end.body.data.map(({ id }: { id: string }) => id)).toEqual(forwards);
      let page = await call('GET', `users?limit=7&sort=${sort}`);
      while (page.body.links.next.href !== null) page = await call('GET', page.body.links.next.href);
      const back = await walk(page.body.links.self.href, 'prev');
      expect(back).toHaveLength(100);
      expect(new Set(back)).toEqual(new Set(forwards));
    }
  });

  it('goes on at the right user when the user at the cursor is deleted and another is inserted', async () => {
    const { call } = tenant();
    const first = await call('GET', 'users?limit=2');
    expect((await call('DELETE', `users/${BOB}`)).status).toBe(204);
    await call('POST', 'users', { subject: 's1', name: 'Aaron' });
    await call('POST', 'users', { subject: 's2', name: 'Bodo' });
    expect(names(await call('GET', first.body.links.next.href))).toEqual(['Bodo', 'Carol']);
  });

  it('counts all matches, whatever the page, when totalResults is asked for', async () => {
    const { call } = tenant();
    const first = await call('GET', 'users?limit=2&totalResults=true');
    expect(first.body.totalResults).toBe(5);
    expect((await call('GET', first.body.links.next.href)).body.totalResults).toBe(5);
    const some = await call('GET', 'users?limit=1&totalResults=true&filter=status%20eq%20%22active%22');
    expect(some.body.totalResults).toBe(3);
  });

  it('keeps only the fields asked for, and links only when named', async () => {
    const { call } = tenant();
    const bare = await call('GET', `users/${JOHN}?fields=id,name`);
    expect(bare.body).toEqual({ id: JOHN, name: 'John Smith' });
    const linked = await call('GET', 'users?limit=1&fields=id,links');
    expect(linked.body.data).toEqual([
      { id: ALICE, links: { self: { href: `http://localhost/api/v1/users/${ALICE}` } } },
    ]);
    expect((await call('GET', linked.body.data[0].links.self.href)).body.name).toBe('Alice');
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=two',
    'next=nonsense',
    'next=a&prev=b',
    'totalResults=maybe',
    'sortBy=email',
    'sortOrder=up',
    'status=gone',
    'startingAfter=a&endingBefore=b',
    `filter=${encodeURIComponent('name eq "Bob"')}&email=bob@corp.example`,
    `filter=${encodeURIComponent('name eq "Bob"')}&sortBy=name`,
  ])('is refused with a 400 for ?%s', async (query) => {
    const { status, body } = await tenant().call('GET', `users?${query}`);
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ code: 'HTTP-400', source: { parameter: expect.any(String) } });
    expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuses a cursor that belongs to a list in another order', async () => {
    const { call } = tenant();
    const { body } = await call('GET', 'users?limit=1');
    const next = new URL(body.links.next.href).searchParams.get('next');
    expect((await call('GET', `users?sort=-name&next=${next}`)).status).toBe(400);
  });
});

describe('the deprecated parameters', () => {
  it.each([
    ['email=JOHN@corp.example', ['John Smith']],
    ['subject=john1234', ['John Smith']],
    ['status=invited,disabled', ['Bob', 'Carol']],
    ['status=deleted', []],
    ['role=Developer', ['Alice', 'John Smith']],
    ['role=Nobody', []],
    ['role=Developer&status=active&email=alice@corp.example', ['Alice']],
    ['tenantId=q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f', EVERYBODY],
    ['tenantId=another', []],
    ['sortBy=name&sortOrder=desc', EVERYBODY.toReversed()],
    ['sortOrder=asc', EVERYBODY],
    ['startingAfter=62716ab404a7bd8626af9bd6', ['Bob', 'Nightly Reload']],
    ['startingAfter=626949bf&limit=2', ['Carol', 'John Smith']],
    ['endingBefore=62716ab404a7bd8626af9bd6', ['Alice', 'Carol']],
    ['endingBefore=62716ac4c7e500e13ff5fa22&limit=2', ['Carol', 'John Smith']],
  ])('work: ?%s', async (query, expected) => {
    expect(names(await tenant().call('GET', `users?${query}`))).toEqual(expected);
  });

  it('page on by links in the order of ids', async () => {
    const { walk } = tenant();
    const met = await walk('users?startingAfter=626949b9017b657805080bbd&limit=2');
    expect(met).toEqual(met.toSorted());
    expect(met).toHaveLength(4);
    const back = await walk('users?endingBefore=7&limit=2', 'prev');
    expect(back).toHaveLength(5);
  });
});
