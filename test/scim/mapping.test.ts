import type { Vendor } from '@rollcall/mock-servers';
import { type AttributeMapping, createScim, type ScimSystem, sqliteStore } from '@rollcall/scim';
import { describe, expect, it } from 'vitest';
import { accountsOf } from '../accounts/systems.test.helper.js';
import { type Body, bridgeForEach, filterBy, kim, patchOf, USER } from './bridge.test.helper.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What each system serves when nothing is configured: what the README's table says. */
const DEFAULTS: Readonly<Record<Vendor, readonly string[]>> = {
  qradar: ['userName', 'name.familyName', 'name.givenName', 'active', 'emails', 'roles'],
  iq: ['userName', 'name.familyName', 'name.givenName', 'active', 'emails'],
  qlik: ['userName', 'displayName', 'active', 'emails', 'roles'],
  'qualys-saq': ['userName', 'name.familyName', 'name.givenName', 'active', 'emails', 'entitlements'],
};

const namesOf = ({ attributes }: Body): string[] =>
  attributes.flatMap(({ multiValued, name, subAttributes = [] }: Body) =>
    multiValued || subAttributes.length === 0
      ? [name]
      : subAttributes.map((sub: Body) => `${name}.${sub.name}`),
  );

describe.each(Object.keys(DEFAULTS) as Vendor[])('the mapping of %s', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('is by default what the README says', async () => {
    const schema = (await bridge().call('GET', `/Schemas/${USER}`)).body;
    expect(namesOf(schema).sort()).toEqual([...DEFAULTS[vendor]].sort());
  });
});

describe('names that stand elsewhere', () => {
  const bridge = bridgeForEach(
    'qradar',
    {},
    { mapping: { givenName: 'nickName', familyName: `${ENTERPRISE}:costCenter`, roles: 'entitlements' } },
  );

  it('are stored, shown, changed and told by discovery where the configuration puts them', async () => {
    const { call } = bridge();
    const sent = { ...kim, nickName: 'Kimmy', [ENTERPRISE]: { costCenter: 'Lee' } };
    const { status, body } = await call('POST', '/Users', { ...sent, entitlements: [{ value: 'Admin' }] });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({
      schemas: [USER, ENTERPRISE],
      nickName: 'Kimmy',
      [ENTERPRISE]: { costCenter: 'Lee' },
      entitlements: [{ value: 'Admin' }],
    });
    expect(body).not.toHaveProperty('name');
    expect(body).not.toHaveProperty('roles');
    const account = await accountsOf('qradar', bridge().mock).find('kim@acme.test');
    expect(account).toMatchObject({ givenName: 'Kimmy', familyName: 'Lee', roles: [{ name: 'Admin' }] });
    const change = patchOf({ op: 'replace', path: `${ENTERPRISE}:costCenter`, value: 'Li' });
    const changed = await call('PATCH', `/Users/${body.id}`, change);
    expect(changed.body[ENTERPRISE]).toEqual({ costCenter: 'Li' });
    const found = await call('GET', filterBy('nickName eq "kimmy"'));
    expect(found.body.Resources.map(({ id }: Body) => id)).toEqual([body.id]);
    const schemas = (await call('GET', '/Schemas')).body.Resources;
    expect(namesOf(schemas[0])).toEqual(expect.arrayContaining(['nickName', 'entitlements']));
    expect(schemas.map(({ id }: Body) => id)).toContain(ENTERPRISE);
  });
});

describe('people who are called by their address', () => {
  const bridge = bridgeForEach('qradar', {}, { mapping: { userName: 'address' } });

  it('are found under another login, and keep it when the address changes', async () => {
    const { call, mock } = bridge();
    const accounts = accountsOf('qradar', mock);
    await accounts.create({
      login: 'klee',
      addresses: ['kim@acme.test'],
      roles: ['Analyst'],
      securityProfile: 'Default',
    });
    const { Resources } = (await call('GET', filterBy('userName eq "Kim@acme.test"'))).body;
    expect(Resources).toHaveLength(1);
    expect(Resources[0].userName).toBe('kim@acme.test');
    expect((await call('POST', '/Users', kim)).status).toBe(409);
    const rename = patchOf({ op: 'replace', path: 'userName', value: 'k2@acme.test' });
    expect((await call('PATCH', `/Users/${Resources[0].id}`, rename)).body.userName).toBe('k2@acme.test');
    expect(await accounts.find('klee')).toMatchObject({ login: 'klee', addresses: ['k2@acme.test'] });
  });
});

describe('roles of IQ in a User', () => {
  const bridge = bridgeForEach('iq', {}, { mapping: { roles: 'roles' } });

  it('are granted with their place, read with every User, and taken away', async () => {
    const { call, mock } = bridge();
    const roles = [{ value: 'Developer on organization Sandbox' }];
    const made = await call('POST', '/Users', { ...kim, roles });
    expect([made.status, made.body.roles]).toEqual([201, [{ ...roles[0], primary: true }]]);
    const family = patchOf({ op: 'replace', path: 'name.familyName', value: 'Li' });
    expect((await call('PATCH', `/Users/${made.body.id}`, family)).body.roles).toHaveLength(1);
    const listed = (await call('GET', '/Users')).body.Resources;
    expect(listed.find(({ id }: Body) => id === made.body.id).roles).toHaveLength(1);
    const none = patchOf({ op: 'remove', path: 'roles' });
    expect((await call('PATCH', `/Users/${made.body.id}`, none)).body).not.toHaveProperty('roles');
    const account = await accountsOf('iq', mock).find('kim@acme.test', { access: true });
    expect(account?.roles).toEqual([]);
  });
});

describe('a mapping that cannot be', () => {
  const all = {
    qradar: bridgeForEach('qradar'),
    iq: bridgeForEach('iq'),
    'qualys-saq': bridgeForEach('qualys-saq'),
  };

  it.each<[keyof typeof all, AttributeMapping, Partial<ScimSystem>, string]>([
    [
      'qradar',
      { displayName: 'title' },
      {},
      'mapping.displayName is title, and an account of it has no such field',
    ],
    [
      'qradar',
      { tags: 'entitlements' },
      {},
      'mapping.tags is entitlements, and an account of it has no such field',
    ],
    ['qradar', { givenName: 'emails' }, {}, 'mapping.givenName is emails, which is no attribute of one text'],
    [
      'qradar',
      { givenName: 'userName' },
      {},
      'mapping.givenName is userName, which is no attribute of one text',
    ],
    [
      'qradar',
      { givenName: 'title', familyName: 'title' },
      {},
      'mapping.familyName and mapping.givenName are both title',
    ],
    ['qradar', { roles: 'none' }, { groups: 'roles' }, 'roles are served as Groups'],
    [
      'qradar',
      { roles: 'none' },
      { defaults: {} },
      'mapping.roles is none, and a new account of it needs it',
    ],
    ['iq', { familyName: 'none' }, {}, 'mapping.familyName is none, and a new account of it needs it'],
    ['iq', {}, { groups: 'roles' }, 'Say in groupNames which'],
    ['qualys-saq', { userName: 'login' }, {}, 'this vendor makes the login itself'],
  ])('is refused for %s: %j %j', (vendor, mapping, more, sentence) => {
    const defaults = { roles: ['Analyst'], securityProfile: 'Default', company: 'Example' };
    const accounts = accountsOf(vendor, all[vendor]().mock);
    const make = () =>
      createScim(
        { it: { accounts, defaults, mapping, ...more } },
        { store: sqliteStore(':memory:'), tokens: [] },
      );
    expect(make).toThrow(sentence);
  });
});
