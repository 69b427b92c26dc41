import { describe, expect, it } from 'vitest';
import { filters, person, platform, serviceRequest } from '../platform.test.helper.js';
import { saqSchema } from '../xml/xsd.js';

const EVERYBODY = ['401990', '404591', '404592'];
const ids = (users: { id: string }[]) => users.map(({ id }) => id);

describe('searching and counting', () => {
  it('answers the documents’ users by id when nothing is asked', async () => {
    const { call } = platform();
    const answer = await call('search/saq/user', serviceRequest(''));
    expect(answer).toMatchObject({ status: 200, code: 'SUCCESS', count: '3', hasMoreRecords: 'false' });
    expect(answer.lastId).toBeUndefined();
    expect(ids(answer.users)).toEqual(EVERYBODY);
    expect(answer.users[0]).toEqual({
      id: '401990',
      uuid: '734d9b3d-d246-4bb6-a028-5a390b47eb2a',
      firstName: 'user',
      lastName: 'user',
      company: 'qualys',
      emailAddress: 'user@abc.com',
    });
  });

  it.each<[string, string, string, string[]]>([
    ['id', 'EQUALS', ' 404591 ', ['404591']],
    ['id', 'EQUALS', '1', []],
    ['id', 'IN', '404592, 401990,5', ['401990', '404592']],
    ['id', 'GREATER', '404591', ['404592']],
    ['id', 'GREATER', '99999', EVERYBODY],
    ['uuid', 'EQUALS', '328ea575-fc9d-4562-aa28-c97e7ba5482f', ['404591']],
    ['firstName', 'EQUALS', 'user', ['401990']],
    ['firstName', 'CONTAINS', 'user', ['401990', '404591']],
    ['firstName', 'NOT EQUALS', 'user', ['404591', '404592']],
    ['lastName', 'EQUALS', 'pqr', ['404592']],
    ['company', 'CONTAINS', 'b', ['404591', '404592']],
    ['emailAddress', 'EQUALS', 'user@abc.com', ['401990', '404591']],
    ['userName', 'EQUALS', 'user2', ['404592']],
    ['userName', 'NOT EQUALS', 'user2', ['401990', '404591']],
    ['title', 'CONTAINS', 'd', []],
  ])('%s %s %s', async (field, operator, value, expected) => {
    const { call } = platform();
    const body = serviceRequest(filters([field, operator, value]));
    const answer = await call('search/saq/user', body);
    expect(answer).toMatchObject({
      code: 'SUCCESS',
      count: String(expected.length),
      hasMoreRecords: 'false',
    });
    expect(ids(answer.users)).toEqual(expected);
    expect(await call('count/saq/user', body)).toMatchObject({ count: String(expected.length), users: [] });
  });

  it('finds users by the ids and names of their tags', async () => {
    const { call } = platform();
    const tag = '<tags><set><TagSimple><name>Business Units</name></TagSimple></set></tags>';
    await call('create/saq/user', serviceRequest(`<data>${person('a@b.c', tag)}${person('d@e.f')}</data>`));
    for (const criterion of [
      ['tags.tag.id', 'EQUALS', '7508422'],
      ['tags.tag.id', 'IN', '1,7508422'],
      ['tags.tag.name', 'EQUALS', 'Business Units'],
      ['tags.tag.name', 'CONTAINS', 'Units'],
    ] as [string, string, string][]) {
      const { users } = await call('search/saq/user', serviceRequest(filters(criterion)));
      expect(ids(users)).toEqual(['404592', '404593']);
    }
  });

  it('asks for every Criteria to be met', async () => {
    const { call } = platform();
    const both = filters(['emailAddress', 'EQUALS', 'user@abc.com'], ['company', 'EQUALS', 'abc']);
    expect(ids((await call('search/saq/user', serviceRequest(both))).users)).toEqual(['404591']);
  });

  it('takes exactly the operators that the schema lists for a field', async () => {
    const { call } = platform();
    const { operators } = saqSchema();
    expect(operators.size).toBe(11);
    for (const [field, allowed] of operators) {
      for (const operator of ['CONTAINS', 'EQUALS', 'NOT EQUALS', 'IN', 'GREATER']) {
        const answer = await call('count/saq/user', serviceRequest(filters([field, operator, '1'])));
        expect([field, operator, answer.code]).toEqual([
          field,
          operator,
          allowed.has(operator) ? 'SUCCESS' : 'INVALID_REQUEST',
        ]);
        if (!allowed.has(operator))
          expect(answer.error).toMatch(`${operator} is not allowed for the field ${field}`);
      }
    }
  });

  it.each([
    ['a field that is no filter', filters(['lastScanned', 'EQUALS', 'x']), /lastScanned/],
    ['an operator that does not exist', filters(['id', 'LESSER', '1']), /LESSER/],
    ['an id that is no number', filters(['id', 'EQUALS', 'abc']), /not an id: "abc"/],
    ['a hole in a list of ids', filters(['id', 'IN', '1,,2']), /not an id/],
    ['a Criteria without a value', filters(['firstName', 'CONTAINS', '']), /no value/],
    ['filters without a Criteria', '<filters/>', /filters.*Criteria/],
    ['a page of no users', '<preferences><limitResults>0</limitResults></preferences>', /limitResults.*0/],
    ['a page of 1001', '<preferences><limitResults>1001</limitResults></preferences>', /limitResults.*1001/],
  ])('refuses %s', async (_what, content, message) => {
    const { call } = platform();
    const answer = await call('search/saq/user', serviceRequest(content));
    expect(answer).toMatchObject({
      status: 200,
      code: 'INVALID_REQUEST',
      error: expect.stringMatching(message),
    });
  });

  it.each<[unknown, string]>([
    [{ user: [] }, 'Qualys SAQ seed: there is no member user; did you mean users?'],
    [{}, 'Qualys SAQ seed: expected { "users": [...] }'],
    [[], 'Qualys SAQ seed: expected { "users": [...] }'],
    [{ tags: [], users: null }, 'Qualys SAQ seed: expected { "users": [...] }'],
  ])('refuses the seed %j', (seed, message) => {
    expect(() => platform().sandbox.seed(seed)).toThrow(message);
  });

  it('takes a seed of tags alone', () => {
    const { sandbox } = platform();
    sandbox.seed({ tags: [{ name: 'Suppliers' }] });
    expect(JSON.stringify(sandbox.snapshot())).toContain('Suppliers');
  });

  it('answers nobody, without data, when there is nobody', async () => {
    const { call, sandbox } = platform();
    sandbox.seed({ users: [], replace: true });
    const answer = await call('search/saq/user', serviceRequest(''));
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '0', hasMoreRecords: 'false', users: [] });
    expect(answer.text).not.toContain('<data');
    expect((await call('count/saq/user', serviceRequest(''))).count).toBe('0');
  });

  it.each([1, 2, 3, 7, 1000])('walks all users in pages of %i with id GREATER lastId', async (size) => {
    const { call } = platform({ users: 4 });
    const seen: string[] = [];
    let lastId: string | undefined = '0';
    while (lastId !== undefined) {
      const next = filters(['id', 'GREATER', lastId]);
      const limit = `<preferences><limitResults>${size}</limitResults></preferences>`;
      const page = await call('search/saq/user', serviceRequest(next + limit));
      seen.push(...ids(page.users));
      expect(page.hasMoreRecords).toBe(String(page.lastId !== undefined));
      lastId = page.lastId;
    }
    expect(seen).toEqual([...EVERYBODY, '404593', '404594', '404595', '404596']);
  });

  it('gives 100 users per page unless told otherwise, and at most 1000', async () => {
    const { call } = platform({ users: 1200 });
    expect(await call('search/saq/user', serviceRequest(''))).toMatchObject({
      count: '100',
      lastId: '404689',
    });
    const most = '<preferences><limitResults>1000</limitResults></preferences>';
    expect((await call('search/saq/user', serviceRequest(most))).count).toBe('1000');
    expect((await call('count/saq/user', serviceRequest(''))).count).toBe('1203');
  });

  it('counts for a GET as well, as in the vendor’s sample', async () => {
    const { call } = platform();
    expect(await call('count/saq/user', undefined, { method: 'GET' })).toMatchObject({
      code: 'SUCCESS',
      count: '3',
    });
  });
});
