import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import {
  type Body,
  bridgeForEach,
  filterBy,
  kim,
  MESSAGES,
  patchOf,
  READ_TOKEN,
  writesOf,
} from './bridge.test.helper.js';

const bulkOf = (Operations: unknown[], more: object = {}) => ({
  schemas: [`${MESSAGES}:BulkRequest`],
  Operations,
  ...more,
});
const person = (name: string) => ({
  ...kim,
  userName: `${name}@acme.test`,
  externalId: name,
  emails: [{ value: `${name}@acme.test`, type: 'work', primary: true }],
});
const create = (name: string, data: object = person(name)) => ({
  method: 'POST',
  path: '/Users',
  bulkId: name,
  data,
});
const statuses = (body: Body) => body.Operations.map((each: Body) => each.status);

describe.each(VENDORS)('a Bulk for %s', (vendor) => {
  const bridge = bridgeForEach(vendor, { bulkOperations: 4, maxBodyBytes: 6000 });

  it('creates, changes and deletes, each with its own audit line, and follows a bulkId in a path', async () => {
    const { call, audit } = bridge();
    const { status, body } = await call(
      'POST',
      '/Bulk',
      bulkOf([
        { method: 'DELETE', path: '/Users/bulkId:ann' },
        create('ann'),
        create('bea'),
        {
          method: 'PATCH',
          path: '/Users/bulkId:bea',
          data: patchOf({ op: 'add', path: 'externalId', value: 'b2' }),
        },
      ]),
    );
    expect([status, statuses(body)], JSON.stringify(body)).toEqual([200, ['204', '201', '201', '200']]);
    const [, ann, bea] = body.Operations;
    expect((await call('GET', new URL(ann.location).pathname.replace(/^.*(?=\/Users)/, ''))).status).toBe(
      404,
    );
    const found = (await call('GET', filterBy('externalId eq "b2"'))).body.Resources;
    expect(found.map((each: Body) => each.meta.location)).toEqual([bea.location]);
    expect(audit.map((line) => [line.method, line.status])).toEqual([
      ['POST', 201],
      ['DELETE', 204],
      ['POST', 201],
      ['PATCH', 200],
    ]);
  });

  it('makes two people once who refer to each other', async () => {
    const { call } = bridge();
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const withManager = (name: string, manager: string) =>
      create(name, {
        ...person(name),
        manager: undefined,
        [urn]: { manager: { value: `bulkId:${manager}` } },
      });
    const { body } = await call(
      'POST',
      '/Bulk',
      bulkOf([withManager('ann', 'bea'), withManager('bea', 'ann')]),
    );
    expect(statuses(body), JSON.stringify(body)).toEqual(['201', '201']);
    expect((await call('GET', filterBy('userName eq "ann@acme.test"'))).body.totalResults).toBe(1);
    expect((await call('GET', filterBy('userName eq "bea@acme.test"'))).body.totalResults).toBe(1);
  });

  it('goes on after an error, and stops after as many as failOnErrors says', async () => {
    const { call } = bridge();
    const operations = [create('ann'), { ...create('ann'), bulkId: 'again' }, create('bea')];
    const on = (await call('POST', '/Bulk', bulkOf(operations))).body;
    expect(statuses(on)).toEqual(['201', '409', '201']);
    expect(on.Operations[1]).toMatchObject({ response: { status: '409', scimType: 'uniqueness' } });
    expect(on.Operations[1]).not.toHaveProperty('location');
    const stopped = (await call('POST', '/Bulk', bulkOf([...operations].reverse(), { failOnErrors: 2 })))
      .body;
    expect(statuses(stopped)).toEqual(['409', '409']);
  });
});

describe('the limits of a Bulk', () => {
  const bridge = bridgeForEach('iq', { bulkOperations: 2, maxBodyBytes: 2000 });

  it('are told by discovery, and named by 413', async () => {
    const { call, mock } = bridge();
    const { bulk } = (await call('GET', '/ServiceProviderConfig')).body;
    expect(bulk).toEqual({ supported: true, maxOperations: 2, maxPayloadSize: 2000 });
    const remove = { method: 'DELETE', path: '/Users/x' };
    const many = await call('POST', '/Bulk', bulkOf([remove, remove, remove]));
    expect([many.status, many.body.detail]).toEqual([413, expect.stringContaining('maxOperations')]);
    const large = await call('POST', '/Bulk', bulkOf([create('x', { ...kim, title: 'x'.repeat(2000) })]));
    expect([large.status, large.body.detail]).toEqual([413, expect.stringContaining('maxPayloadSize')]);
    expect(writesOf(mock)).toEqual([]);
  });

  it.each([
    ['no BulkRequest', { Operations: [] }],
    ['no operations', bulkOf([])],
    ['a GET', bulkOf([{ method: 'GET', path: '/Users' }])],
    ['a POST without bulkId', bulkOf([{ method: 'POST', path: '/Users', data: kim }])],
    ['no data', bulkOf([{ method: 'PUT', path: '/Users/x' }])],
    ['an address that is none', bulkOf([{ method: 'DELETE', path: 'https://elsewhere.test/Users/x' }])],
    ['a bulkId twice', bulkOf([create('ann'), create('ann')])],
    ['failOnErrors of none', bulkOf([create('ann')], { failOnErrors: 0 })],
  ])('refuse a body with %s before anything is done', async (_what, body) => {
    const { call, mock } = bridge();
    const answer = await call('POST', '/Bulk', body);
    expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidSyntax']);
    expect(writesOf(mock)).toEqual([]);
  });

  it('let a token that may only read do nothing, and an operation reach no other system', async () => {
    const { call, mock } = bridge();
    const remove = bulkOf([
      { method: 'DELETE', path: '/../qlik/Users/x' },
      { method: 'POST', path: '/Bulk', bulkId: 'b', data: {} },
    ]);
    const reader = { Authorization: `Bearer ${READ_TOKEN}` };
    expect((await call('POST', '/Bulk', remove, reader)).status).toBe(403);
    expect(statuses((await call('POST', '/Bulk', remove)).body)).toEqual(['404', '404']);
    expect((await call('GET', '/Bulk')).status).toBe(405);
    expect(writesOf(mock)).toEqual([]);
  });
});

describe('a Bulk with a Group', () => {
  const bridge = bridgeForEach('qlik', {}, { groups: 'roles' });

  it('puts somebody into it who is made by a later operation', async () => {
    const { call } = bridge();
    const { Resources } = (await call('GET', '/Groups?excludedAttributes=members')).body;
    const group = Resources.find((each: Body) => each.displayName === 'TenantAdmin');
    const add = patchOf({ op: 'add', path: 'members', value: [{ value: 'bulkId:ann' }] });
    const { body } = await call(
      'POST',
      '/Bulk',
      bulkOf([{ method: 'PATCH', path: `/Groups/${group.id}`, data: add }, create('ann')]),
    );
    expect(statuses(body), JSON.stringify(body)).toEqual(['200', '201']);
    const [ann] = (await call('GET', filterBy('userName eq "ann@acme.test"'))).body.Resources;
    expect(ann.groups.map((each: Body) => each.display)).toContain('TenantAdmin');
  });
});
