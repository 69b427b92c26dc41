import { beforeAll, describe, expect, it } from 'vitest';
import { type Console, startConsole, USERS } from '../console.test.helper.js';
import { startSandbox } from '../sandbox.test.helper.js';

let qradar: Console;
beforeAll(async () => {
  qradar = await startConsole({ users: 118 });
});

const ids = async (query: string, headers: Record<string, string> = {}, from: Console = qradar) =>
  (await from.call('GET', `${USERS}?${query}`, undefined, headers)).body.map(
    (user: { id: number }) => user.id,
  );

describe('Range', () => {
  it.each([
    ['items=0-49', 50, 'items 0-49/120'],
    ['items=100-149', 20, 'items 100-119/120'],
    ['items=119-119', 1, 'items 119-119/120'],
    ['items=0-999999', 120, 'items 0-119/120'],
    ['items=120-169', 0, 'items */120'],
  ])('%s answers %i records and %s', async (range, count, contentRange) => {
    const { body, headers, status } = await qradar.call('GET', USERS, undefined, { Range: range });
    expect(status).toBe(200);
    expect(body).toHaveLength(count);
    expect(headers.get('Content-Range')).toBe(contentRange);
  });

  it('without Range the first fifty are answered, and no Content-Range', async () => {
    const { body, headers } = await qradar.call('GET', USERS);
    expect(body).toHaveLength(50);
    expect(headers.has('Content-Range')).toBe(false);
  });

  it('the total counts what the filter leaves', async () => {
    const { headers } = await qradar.call('GET', `${USERS}?filter=user_role_id%3D3`, undefined, {
      Range: 'items=0-9',
    });
    expect(headers.get('Content-Range')).toBe('items 0-9/59');
    const none = await qradar.call('GET', `${USERS}?filter=id%3D0`, undefined, { Range: 'items=0-9' });
    expect([none.body, none.headers.get('Content-Range')]).toEqual([[], 'items */0']);
  });

  it.each(['items=5-2', 'items=-3-2', 'items=a-b', 'bytes=0-1', 'items=0-'])('%s is a 422', async (range) => {
    const { status, body } = await qradar.call('GET', USERS, undefined, { Range: range });
    expect([status, body.code]).toEqual([422, 36]);
  });

  it("the spaces of IBM's samples are taken", async () => {
    const { call } = startSandbox();
    for (const range of ['items= 0-0', 'items = 0-0']) {
      expect((await call('GET', USERS, { Range: range })).headers.get('Content-Range')).toBe('items 0-0/2');
    }
  });

  it('206 and 416 are options, since no document names the status', async () => {
    const other = await startConsole({ rangeStatus: 206, pastEndStatus: 416 });
    expect((await other.call('GET', USERS, undefined, { Range: 'items=0-0' })).status).toBe(206);
    const past = await other.call('GET', USERS, undefined, { Range: 'items=2-3' });
    expect([past.status, past.headers.get('Content-Range')]).toEqual([416, 'items */2']);
    expect(past.body.http_response.code).toBe(416);
    expect((await other.call('GET', USERS)).status).toBe(200);
  });
});

describe('filter', () => {
  it("the guide's filter finds a user by name", async () => {
    expect(await ids('filter=username%3D%22jdoe%22')).toEqual([1001]);
    expect(await ids('filter=username%3D%22nobody%22')).toEqual([]);
  });

  it('a filter that is URL-encoded twice, as the overview asks, finds the same', async () => {
    expect(await ids('filter=username%253D%2522jdoe%2522')).toEqual([1001]);
  });

  it('nested and flat fields are both known, a field that was never given is null', async () => {
    expect(await ids('filter=user_role(name)%3DAdmin')).toEqual([1]);
    expect(await ids('filter=user_role_id%3D1')).toEqual([1]);
    expect(await ids('filter=last_name%20is%20null')).toEqual([1]);
  });

  it('a filter that does not parse is a 422', async () => {
    const { status, body } = await qradar.call('GET', `${USERS}?filter=username%3D`);
    expect([status, body.code]).toEqual([422, 34]);
  });
});

describe('fields', () => {
  it('only the named fields are answered, subfields in brackets', async () => {
    const { body } = await qradar.call('GET', `${USERS}?fields=id,%20user_role(name)&filter=id%3D1001`);
    expect(body).toEqual([{ id: 1001, user_role: { name: 'Analyst' } }]);
    const one = await qradar.call('GET', `${USERS}/1001?fields=username`);
    expect(one.body).toEqual({ username: 'jdoe' });
  });

  it('lists of objects are projected element by element', async () => {
    const roles = '/api/config/access/user_roles';
    const { body } = await qradar.call('GET', `${roles}?fields=capabilities(name)&filter=id%3D3`);
    expect(body).toEqual([{ capabilities: [{ name: 'EVENTVIEWER' }, { name: 'REPORTS' }] }]);
  });

  it.each(['nothing', 'id,', 'user_role(nothing)', 'user_role(name', 'id(x)', 'id)'])(
    '%s is a 422',
    async (fields) => {
      const { status, body } = await qradar.call('GET', `${USERS}?fields=${encodeURIComponent(fields)}`);
      expect([status, body.code]).toEqual([422, 30]);
    },
  );
});

describe('sort', () => {
  it('several fields, each with its own direction', async () => {
    const sorted = await ids('sort=-user_role_id,%2Busername&filter=id%20in%20(1,1001,1002,1003,1005)');
    expect(sorted).toEqual([1003, 1005, 1001, 1002, 1]);
  });

  it('a plus that was not encoded, no sign, and a nested field', async () => {
    expect((await ids('sort=+id')).slice(0, 2)).toEqual([1, 1001]);
    expect((await ids('sort=-id')).slice(0, 2)).toEqual([1119, 1118]);
    expect((await ids('sort=username')).slice(0, 2)).toEqual([1, 1001]);
    expect((await ids('sort=%2Buser_role(name)')).slice(0, 1)).toEqual([1]);
  });

  it('sort and fields that are URL-encoded twice are taken too', async () => {
    expect(await ids('sort=%252Did&fields=id%252Cusername&filter=id%20%3E%201117')).toEqual([1119, 1118]);
  });

  it('any character of a name may be escaped', async () => {
    expect((await ids('sort=-%5Cid')).slice(0, 1)).toEqual([1119]);
  });

  it.each([
    ['nothing', 38314001],
    ['id,nothing', 38314001],
    ['user_role', 38314002],
    ['user_role(nothing)', 38314001],
    ['', undefined],
  ])('sort=%s has code %s', async (sort, code) => {
    expect((await qradar.call('GET', `${USERS}?sort=${sort}`)).body.code).toBe(code);
  });
});
