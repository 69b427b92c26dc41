import { VENDORS } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { bridgeForEach, kim, USER } from './bridge.test.helper.js';

const NO_LOGIN = { Authorization: '' };

describe.each(VENDORS)('discovery of %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('needs no login', async () => {
    const { status, body } = await bridge().call('GET', '/ServiceProviderConfig', undefined, NO_LOGIN);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 100, maxPayloadSize: 1_048_576 },
      filter: { supported: true },
      etag: { supported: true },
    });
  });

  it('lists resource types and schemas, gives one, and says 404 for another', async () => {
    const { call, url } = bridge();
    for (const [list, id] of [
      ['ResourceTypes', 'User'],
      ['Schemas', USER],
    ] as const) {
      const all = await call('GET', `/${list}`, undefined, NO_LOGIN);
      expect(all.body.totalResults).toBe(all.body.Resources.length);
      const one = await call('GET', `/${list}/${id}`, undefined, NO_LOGIN);
      expect(one.body).toEqual(all.body.Resources[0]);
      expect(one.body.meta.location).toBe(`${url}/${list}/${id}`);
      expect((await call('GET', `/${list}/nonsense`, undefined, NO_LOGIN)).status).toBe(404);
    }
  });

  it('cannot be filtered', async () => {
    expect((await bridge().call('GET', '/Schemas?filter=id%20pr')).status).toBe(403);
  });

  it('shows the attributes that the system stores, and no other', async () => {
    const { call } = bridge();
    const schema = (await call('GET', `/Schemas/${USER}`)).body;
    const names = new Set(schema.attributes.map((each: { name: string }) => each.name));
    const created = await call('POST', '/Users', { ...kim, nickName: 'Kimmy', title: 'Analyst' });
    expect(created.status).toBe(201);
    const shown = Object.keys(created.body).filter((name) => !/^(schemas|id|externalId|meta)$/.test(name));
    expect(shown.filter((name) => !names.has(name))).toEqual([]);
    expect(names.has('nickName')).toBe(false);
  });
});

describe('discovery of a system that cannot close accounts', () => {
  const bridge = bridgeForEach('qradar', {}, { deactivate: 'refuse' });

  it('says that active is readOnly, and a deactivation is refused with what to do', async () => {
    const { call, mock } = bridge();
    const schema = (await call('GET', `/Schemas/${USER}`)).body;
    const active = schema.attributes.find((each: { name: string }) => each.name === 'active');
    expect(active.mutability).toBe('readOnly');
    const { id } = (await call('POST', '/Users', kim)).body;
    for (const [method, body] of [
      [
        'PATCH',
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', value: { active: false } }],
        },
      ],
      [
        'PATCH',
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', path: 'active', value: 'False' }],
        },
      ],
      ['PUT', { ...kim, active: false }],
    ] as const) {
      const refused = await call(method, `/Users/${id}`, body);
      expect([refused.status, refused.body.scimType], JSON.stringify(refused.body)).toEqual([
        400,
        'mutability',
      ]);
    }
    expect(mock.journal.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});
