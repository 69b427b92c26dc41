import { createQlik } from '@rollcall/facade/qlik';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusingServer } from '../support/refusing-server.js';

interface Asked {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: unknown;
}

/** A tenant that answers by `answer` and notes what it was asked. */
async function tenantOf(answer: (asked: Asked) => Response) {
  const asked: Asked[] = [];
  const server = await refusingServer(async (url, { method, body }) => {
    const { pathname, searchParams } = new URL(url);
    const one = {
      path: `${method} ${pathname}`,
      query: Object.fromEntries(searchParams),
      body: body === undefined ? undefined : JSON.parse(String(body)),
    };
    asked.push(one);
    return answer(one);
  });
  onTestFinished(() => server.close());
  return { qlik: createQlik({ baseUrl: server.url, auth: { apiKey: 'an-api-key' }, retry: false }), asked };
}

const page = (data: readonly object[], next?: string) =>
  Response.json({
    data,
    links: { self: { href: 'https://t.example/' }, ...(next ? { next: { href: next } } : {}) },
  });

describe('groups by a filter', () => {
  it('are asked for by POST, page by page', async () => {
    const { qlik, asked } = await tenantOf(({ query }) =>
      query.next
        ? page([{ id: 'g2', name: 'B' }])
        : page([{ id: 'g1', name: 'A' }], '/api/v1/groups/actions/filter?next=c2'),
    );
    const groups = await qlik.groups.filter('providerType eq "idp"', { sort: '-name' }).toArray();
    expect(groups.map(({ id }) => id)).toEqual(['g1', 'g2']);
    const path = 'POST /api/v1/groups/actions/filter';
    const body = { filter: 'providerType eq "idp"' };
    expect(asked).toEqual([
      { path, body, query: { sort: '-name' } },
      { path, body, query: { sort: '-name', next: 'c2' } },
    ]);
  });

  it('are not asked for with more ids than Qlik takes, with no filter, or with a parameter that there is not', async () => {
    const { qlik, asked } = await tenantOf(() => page([]));
    const ids = Array.from({ length: 101 }, (_, at) => `id eq "g${at}"`).join(' or ');
    expect(() => qlik.groups.filter(ids)).toThrow('101 ids');
    expect(() => qlik.groups.filter(' ')).toThrow('blank');
    expect(() => qlik.groups.filter('name eq "A"', { filter: 'x' } as never)).toThrow(/filter/);
    expect(() => qlik.groups.list({ sytemGroups: true } as never)).toThrow('systemGroups');
    expect(() => qlik.roles.list({ limits: 5 } as never)).toThrow('limit');
    expect(() => qlik.apiKeys.list({ user: 'u1' } as never)).toThrow(/user/);
    expect(asked).toEqual([]);
  });
});

describe('API keys', () => {
  it('are walked by the cursors of their own names', async () => {
    const { qlik, asked } = await tenantOf(({ query }) =>
      query.startingAfter === 'k0'
        ? page([{ id: 'k1' }], '/api/v1/api-keys?startingAfter=k1')
        : page([{ id: 'k2' }]),
    );
    const keys = await qlik.apiKeys.list({ sub: 'u1', startingAfter: 'k0' }).toArray();
    expect(keys.map(({ id }) => id)).toEqual(['k1', 'k2']);
    expect(asked.map(({ query }) => query)).toEqual([
      { sub: 'u1', startingAfter: 'k0' },
      { sub: 'u1', startingAfter: 'k1' },
    ]);
  });
});

describe('licences', () => {
  const JANE = { subject: 'idp\\jane', type: 'professional' };

  it('are listed by the cursor of a link that names a host inside the vendor’s network', async () => {
    const { qlik, asked } = await tenantOf(({ query }) =>
      query.page
        ? page([{ ...JANE, type: 'analyzer' }])
        : page([JANE], 'http://license/v1/licenses/assignments?limit=1&page=p2'),
    );
    expect(await qlik.licences.list({ limit: 1 }).toArray()).toEqual([JANE, { ...JANE, type: 'analyzer' }]);
    expect(asked.map(({ query }) => query)).toEqual([{ limit: '1' }, { limit: '1', page: 'p2' }]);
  });

  it('are given and taken with a result for each', async () => {
    const { qlik, asked } = await tenantOf(() =>
      Response.json({ data: [{ ...JANE, status: 201 }] }, { status: 207 }),
    );
    expect(await qlik.licences.add([JANE])).toEqual([{ ...JANE, status: 201 }]);
    await qlik.licences.remove([JANE]);
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['POST /api/v1/licenses/assignments/actions/add', { add: [JANE] }],
      ['POST /api/v1/licenses/assignments/actions/delete', { delete: [JANE] }],
    ]);
  });

  it('are never called given because the whole answered 207', async () => {
    const full = {
      ...JANE,
      subject: 'idp\\bob',
      status: 403,
      code: 'LICENSES-011',
      title: 'No free licence',
    };
    const { qlik } = await tenantOf(() =>
      Response.json({ data: [{ ...JANE, status: 201 }, full] }, { status: 207 }),
    );
    const attempt = qlik.licences.add([JANE, { ...JANE, subject: 'idp\\bob' }]);
    await expect(attempt).rejects.toMatchObject({
      name: 'PartialFailureError',
      status: 207,
      results: { done: [{ ...JANE, status: 201 }], failed: [full] },
      message: expect.stringContaining('professional of idp\\bob: 403 LICENSES-011 No free licence'),
    });
    await expect(qlik.licences.add([JANE])).rejects.toMatchObject({ name: 'ProtocolError' });
  });

  it('are not sent without saying whose and which', async () => {
    const { qlik, asked } = await tenantOf(() => page([]));
    for (const bad of [[], [{ subject: 'x' }], [{ type: 'professional' }], undefined])
      await expect(qlik.licences.remove(bad as never)).rejects.toMatchObject({ name: 'InvalidInputError' });
    expect(asked).toEqual([]);
  });
});
