import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { type Body, bridgeForEach, filterBy, kim, MESSAGES } from './bridge.test.helper.js';

const PEOPLE = ['ann', 'bea', 'cid'];

describe.each(VENDORS)('lists of %s', (vendor) => {
  const bridge = bridgeForEach(vendor);
  const create = async () => {
    for (const name of PEOPLE) {
      const userName = `${name}@acme.test`;
      const made = await bridge().call('POST', '/Users', {
        ...kim,
        userName,
        externalId: name,
        name: { givenName: name, familyName: 'Lee' },
        emails: [{ value: userName, primary: true, type: 'work' }],
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
  };
  const names = async (path: string) =>
    (await bridge().call('GET', path)).body.Resources.map((each: Body) => each.userName).sort();
  const acme = PEOPLE.map((name) => `${name}@acme.test`);

  it('are empty with 200 when nobody matches', async () => {
    const { status, body } = await bridge().call('GET', filterBy('userName eq "nobody@acme.test"'));
    expect([status, body.totalResults, body.Resources]).toEqual([200, 0, []]);
  });

  it('answer every operator, in any case, with and without URN, with plus signs and with %20', async () => {
    await create();
    const two = acme.slice(1);
    for (const [filter, expected] of [
      ['userName eq "ANN@acme.test"', acme.slice(0, 1)],
      ['USERNAME SW "ann"', acme.slice(0, 1)],
      ['userName ew "@acme.test" and not (userName sw "ann")', two],
      ['userName co "@acme." and userName gt "ann@acme.test"', two],
      ['userName co "@acme." and (externalId eq "ann" or externalId eq "bea")', acme.slice(0, 2)],
      ['externalId eq ann', acme.slice(0, 1)],
      ['externalId eq "ANN"', []],
      ['emails[type eq "work"].value eq "bea@acme.test"', acme.slice(1, 2)],
      ['emails[type eq "work" and value eq "bea@acme.test"]', acme.slice(1, 2)],
      ['emails co "@acme.test"', acme],
      ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "cid@acme.test"', acme.slice(2)],
      ['userName eq "ann@acme.test\\" or userName pr or userName eq \\"x"', []],
      ['nickName pr', []],
      // and binds tighter than or.
      ['externalId eq "ann" or externalId eq "bea" and userName sw "nobody"', acme.slice(0, 1)],
      ['(externalId eq "ann" or externalId eq "bea") and not (userName co "bea")', acme.slice(0, 1)],
    ] as [string, string[]][]) {
      expect(await names(filterBy(filter)), filter).toEqual(expected);
    }
    expect(await names('/Users?filter=userName+eq+"ann@acme.test"')).toEqual(acme.slice(0, 1));
  });

  it('are refused for a filter that is wrong, and for 20,000 brackets', async () => {
    for (const filter of [
      'userName',
      'userName is "x"',
      'usrName eq "x"',
      'active gt true',
      '('.repeat(7000),
    ]) {
      const { status, body } = await bridge().call('GET', filterBy(filter));
      expect([status, body.scimType], filter.slice(0, 20)).toEqual([400, 'invalidFilter']);
    }
    const search = { schemas: [`${MESSAGES}:SearchRequest`], filter: '('.repeat(20_000) };
    expect((await bridge().call('POST', '/Users/.search', search)).body.scimType).toBe('invalidFilter');
  });

  it('come in pages that leave nobody out and show nobody twice', async () => {
    await create();
    const whole = (await bridge().call('GET', '/Users?count=1000')).body;
    const seen: string[] = [];
    for (let start = 1; start <= whole.totalResults; start += 7) {
      const { body } = await bridge().call('GET', `/Users?startIndex=${start}&count=7`);
      expect([body.totalResults, body.startIndex, body.itemsPerPage]).toEqual([
        whole.totalResults,
        start,
        body.Resources.length,
      ]);
      seen.push(...body.Resources.map((each: Body) => each.id));
    }
    expect(seen).toEqual(whole.Resources.map((each: Body) => each.id));
    const byCursor: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: { body: Body } = await bridge().call('GET', `/Users?count=7&cursor=${cursor}`);
      byCursor.push(...body.Resources.map((each: Body) => each.id));
      cursor = body.nextCursor;
    }
    expect(byCursor).toEqual(seen);
  });

  it('bend what is out of bounds, and refuse what is no number', async () => {
    const { call } = bridge();
    const { totalResults } = (await call('GET', '/Users?startIndex=0')).body;
    expect((await call('GET', '/Users?startIndex=-5&count=1')).body.startIndex).toBe(1);
    expect((await call('GET', `/Users?startIndex=${totalResults + 1}`)).body).toMatchObject({
      totalResults,
      Resources: [],
    });
    for (const count of [0, -1]) {
      expect((await call('GET', `/Users?count=${count}`)).body).toMatchObject({
        totalResults,
        Resources: [],
      });
    }
    expect((await call('GET', '/Users?count=x')).body.scimType).toBe('invalidValue');
    for (const twice of [
      'count=1&count=2',
      'filter=userName%20pr&filter=title%20pr',
      'sortBy=id&sortBy=title',
    ]) {
      const { status, body } = await call('GET', `/Users?${twice}`);
      expect([status, body.scimType], twice).toEqual([400, 'invalidValue']);
    }
    expect((await call('GET', '/Users?cursor=&startIndex=1')).body.scimType).toBe('invalidCursor');
    expect((await call('GET', '/Users?cursor=nonsense')).body.scimType).toBe('invalidCursor');
    const { nextCursor } = (await call('GET', '/Users?cursor=&count=1')).body;
    const elsewhere = await call('GET', `/Users?count=1&sortBy=userName&cursor=${nextCursor}`);
    expect([elsewhere.status, elsewhere.body.scimType]).toEqual([400, 'invalidCursor']);
  });

  it('are sorted, those without a value last', async () => {
    await create();
    // Only people whom this provider made have an externalId.
    const sorted = (await bridge().call('GET', '/Users?count=1000&sortBy=externalId')).body.Resources;
    expect(sorted.slice(0, 3).map((each: Body) => each.externalId)).toEqual(['ann', 'bea', 'cid']);
    expect(sorted.slice(3).every((each: Body) => each.externalId === undefined)).toBe(true);
    const turned = '/Users?count=1000&sortBy=externalId&sortOrder=descending';
    const last = (await bridge().call('GET', turned)).body.Resources.slice(-3);
    expect(last.map((each: Body) => each.externalId)).toEqual(['cid', 'bea', 'ann']);
  });

  it('are sorted, and searched by POST with the same answer', async () => {
    await create();
    const { call } = bridge();
    const query = `filter=${encodeURIComponent('userName ew "@acme.test"')}&sortBy=userName&sortOrder=descending`;
    const listed = (await call('GET', `/Users?${query}`)).body;
    expect(listed.Resources.map((each: Body) => each.userName)).toEqual([...acme].reverse());
    for (const path of ['/Users/.search', '/.search']) {
      const searched = await call('POST', path, {
        schemas: [`${MESSAGES}:SearchRequest`],
        filter: 'userName ew "@acme.test"',
        sortBy: 'userName',
        sortOrder: 'descending',
      });
      expect(searched.body).toEqual(listed);
    }
  });

  it('show the attributes that were asked for, and the id always', async () => {
    const { call } = bridge();
    const made = (await call('POST', '/Users', kim)).body;
    const only = (await call('GET', `/Users/${made.id}?attributes=USERNAME,emails.value,nickName`)).body;
    expect(only).toEqual({
      schemas: made.schemas,
      id: made.id,
      userName: made.userName,
      emails: [{ value: 'kim@acme.test' }],
    });
    const without = (await call('GET', `/Users/${made.id}?excludedAttributes=id,emails,meta`)).body;
    const { emails: _, meta: __, ...rest } = made;
    expect(without).toEqual(rest);
  });

  it('ask the vendor at most once whether somebody is there', async () => {
    const { call, mock } = bridge();
    await call('GET', filterBy('userName eq "first@acme.test"'));
    const before = mock.journal.length;
    await call('GET', filterBy('userName eq "nobody@acme.test"'));
    // IQ has no search: one list for each realm that is served.
    const atMost = vendor === 'iq' ? 2 : 1;
    expect(mock.journal.length - before).toBeLessThanOrEqual(atMost);
    await call('POST', '/Users', kim);
    const known = mock.journal.length;
    expect((await call('GET', filterBy('userName eq "kim@acme.test"'))).body.totalResults).toBe(1);
    expect(mock.journal.length - known).toBeLessThanOrEqual(atMost);
  });
});
