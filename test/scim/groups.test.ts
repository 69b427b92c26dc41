import { VENDORS } from '@rollcall/mock-servers';
import { createScim, sqliteStore } from '@rollcall/scim';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountsOf } from '../accounts/systems.test.helper.js';
import {
  type Body,
  type Bridge,
  bridgeForEach,
  kim,
  patchOf,
  READ_TOKEN,
  writesOf,
} from './bridge.test.helper.js';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** What each vendor has that can be a Group, one that people join, and the attribute of a User that says the same. */
const GROUPINGS = [
  { vendor: 'qradar', groups: 'roles', to: 'Reader', attribute: 'roles' },
  { vendor: 'qlik', groups: 'roles', to: 'TenantAdmin', attribute: 'roles' },
  { vendor: 'qlik', groups: 'groups', to: 'Finance', attribute: 'entitlements' },
  { vendor: 'qualys-saq', groups: 'tags', to: 'Business Units', attribute: 'entitlements' },
  {
    vendor: 'iq',
    groups: 'roles',
    groupNames: ['Owner on application webgoat', 'Developer on organization Sandbox'],
    to: 'Developer on organization Sandbox',
    attribute: 'roles',
  },
] as const;
const person = (name: string) => ({
  ...kim,
  userName: `${name}@acme.test`,
  externalId: name,
  emails: [{ value: `${name}@acme.test`, type: 'work', primary: true }],
});

const groupsFilter = (filter: string) => `/Groups?filter=${encodeURIComponent(filter)}`;

async function groupCalled({ call }: Bridge, name: string): Promise<Body> {
  const { body } = await call('GET', groupsFilter(`displayName eq "${name}"`));
  expect(body.totalResults, name).toBe(1);
  return body.Resources[0];
}

const memberIds = (group: Body): string[] => (group.members ?? []).map((each: Body) => each.value);

describe.each(GROUPINGS)('$groups of $vendor as Groups', ({ attribute, to, vendor, ...grouping }) => {
  const bridge = bridgeForEach(vendor, {}, grouping);
  let ann: Body;
  let bea: Body;
  let group: Body;
  beforeEach(async () => {
    const { call } = bridge();
    ann = (await call('POST', '/Users', person('ann'))).body;
    bea = (await call('POST', '/Users', person('bea'))).body;
    group = await groupCalled(bridge(), to);
  });
  const patch = (...operations: unknown[]) =>
    bridge().call('PATCH', `/Groups/${group.id}`, patchOf(...operations));

  it('are told by discovery, listed, found by their names, and read', async () => {
    const { call } = bridge();
    const types = (await call('GET', '/ResourceTypes')).body.Resources.map((each: Body) => each.id);
    expect(types).toEqual(['User', 'Group']);
    expect((await call('GET', '/ResourceTypes/Group')).body.schema).toBe(GROUP);
    expect((await call('GET', `/Schemas/${GROUP}`)).body.name).toBe('Group');
    const user = (await call('GET', '/Schemas')).body.Resources[0];
    expect(user.attributes.map((each: Body) => each.name)).toContain('groups');
    expect((await call('GET', `/Groups/${group.id}`)).body).toEqual(group);
    const { body } = await call('GET', '/Groups');
    expect(body.Resources.map((each: Body) => each.id)).toContain(group.id);
    expect((await call('GET', '/Groups/gnobody')).status).toBe(404);
    expect((await call('GET', groupsFilter('displayName eq "nobody"'))).body.totalResults).toBe(0);
  });

  it('take members as Entra adds and removes them, with the flag and without', async () => {
    const added = await patch({ op: 'Add', path: 'members', value: [{ $ref: null, value: ann.id }] });
    expect(added.status, JSON.stringify(added.body)).toBe(200);
    expect(memberIds(added.body)).toEqual([...memberIds(group), ann.id]);
    await patch({ op: 'Add', path: 'members', value: [{ value: bea.id }] });
    const user = (await bridge().call('GET', `/Users/${ann.id}`)).body;
    expect(user.groups).toContainEqual({
      value: group.id,
      display: to,
      $ref: expect.stringContaining(`/Groups/${group.id}`),
    });
    expect(user[attribute].map((each: Body) => each.value)).toContain(to);
    await patch({ op: 'Remove', path: 'members', value: [{ $ref: null, value: ann.id }] });
    const left = await patch({ op: 'remove', path: `members[value eq "${bea.id}"]` });
    expect(left.body).toEqual(group);
  });

  it('take Okta’s push: the name again, a removal and an addition in one request, then all members anew', async () => {
    await patch({ op: 'add', path: 'members', value: [{ value: bea.id, display: 'stored otherwise' }] });
    const pushed = await patch(
      { op: 'replace', value: { id: group.id, displayName: to } },
      { op: 'remove', path: `members[value eq "${bea.id}"]` },
      { op: 'add', path: 'members', value: [{ value: ann.id, display: 'ann@acme.test' }] },
    );
    expect(memberIds(pushed.body)).toEqual([...memberIds(group), ann.id]);
    const { call } = bridge();
    const put = await call('PUT', `/Groups/${group.id}`, {
      schemas: [GROUP],
      displayName: to,
      members: [...(group.members ?? []), { value: bea.id, display: 'bea@acme.test' }],
    });
    expect(memberIds(put.body)).toEqual([...memberIds(group), bea.id]);
    const whole = { ...group, members: [...(group.members ?? []), { value: ann.id }] };
    const authentik = await patch({ op: 'replace', value: whole });
    expect(memberIds(authentik.body)).toEqual([...memberIds(group), ann.id]);
  });

  it('send nothing for what is so already, and are refused with 412 when they changed in between', async () => {
    const { call, mock } = bridge();
    const add = { op: 'add', path: 'members', value: [{ value: ann.id }] };
    const ifMatch = { 'If-Match': group.meta.version };
    const path = `/Groups/${group.id}`;
    expect((await call('PATCH', path, patchOf(add), ifMatch)).status).toBe(200);
    const before = writesOf(mock).length;
    expect((await patch(add, add)).status).toBe(200);
    expect((await patch({ op: 'remove', path: 'members[value eq "nobody"]' })).status).toBe(200);
    expect(writesOf(mock)).toHaveLength(before);
    expect((await call('PATCH', path, patchOf(add), ifMatch)).status).toBe(412);
  });

  it('refuse another name, an unknown member and a hostile one, and change nothing', async () => {
    const { mock, call, audit } = bridge();
    const before = writesOf(mock).length;
    const hostile = 'zz" or value pr or value eq "zz';
    for (const [operation, status, scimType] of [
      [{ op: 'replace', path: 'displayName', value: 'Emperors' }, 400, 'mutability'],
      [{ op: 'replace', value: { displayName: 'Emperors' } }, 400, 'mutability'],
      [{ op: 'add', path: 'members', value: [{ value: ann.id }, { value: 'nobody' }] }, 400, 'invalidValue'],
      [{ op: 'add', path: 'members', value: [{ value: hostile }] }, 400, 'invalidValue'],
      [{ op: 'remove', path: 'members', value: [{ value: hostile }] }, 200, undefined],
    ] as const) {
      const { status: was, body } = await patch(operation);
      expect([was, body.scimType], JSON.stringify(body)).toEqual([status, scimType]);
    }
    expect((await call('POST', '/Groups', { schemas: [GROUP], displayName: to.toUpperCase() })).status).toBe(
      409,
    );
    const made = await call('POST', '/Groups', { schemas: [GROUP], displayName: 'Sec', members: [] });
    expect([made.status, made.body.detail]).toEqual([501, expect.stringContaining(to)]);
    expect((await call('DELETE', `/Groups/${group.id}`)).status).toBe(501);
    const reader = { Authorization: `Bearer ${READ_TOKEN}` };
    expect((await call('PUT', `/Groups/${group.id}`, group, reader)).status).toBe(403);
    expect(writesOf(mock)).toHaveLength(before);
    expect(audit.at(-1)).toMatchObject({ resource: `/Groups/${group.id}`, status: 403 });
  });

  it('come without their members when those are not asked for, and nobody is read for it', async () => {
    const { call, mock } = bridge();
    await patch({ op: 'add', path: 'members', value: [{ value: ann.id }] });
    const read = () => mock.journal.filter(({ operationId }) => operationId === 'listUsers').length;
    const before = read();
    const query = 'excludedAttributes=members&filter=displayName%20eq%20%22';
    const { body } = await call('GET', `/Groups?${query}${to}%22`);
    expect(body.Resources[0]).not.toHaveProperty('members');
    const one = await call('GET', `/Groups/${group.id}?excludedAttributes=members`);
    expect(one.body.displayName).toBe(to);
    expect(read()).toBe(before);
  });

  it('are found by a member, by externalId and by .search', async () => {
    const { call } = bridge();
    await patch(
      { op: 'add', path: 'members', value: [{ value: ann.id }] },
      { op: 'add', path: 'externalId', value: 'okta-1' },
    );
    for (const filter of [`members[value eq "${ann.id}"]`, 'externalId eq "okta-1"', `id eq "${group.id}"`]) {
      const { body } = await call('GET', groupsFilter(`${filter} and displayName eq "${to}"`));
      expect(
        body.Resources.map((each: Body) => each.id),
        filter,
      ).toEqual([group.id]);
    }
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] };
    const found = await call('POST', '/Groups/.search', { ...search, filter: 'externalId eq "okta-1"' });
    expect(found.body.Resources).toHaveLength(1);
    // At the root both kinds are searched.
    const filter = `displayName eq "${to}" or userName eq "bea@acme.test"`;
    const both = (await call('POST', '/.search', { ...search, filter })).body.Resources;
    expect(both.map(({ id, meta }: Body) => [meta.resourceType, id])).toEqual([
      ['User', bea.id],
      ['Group', group.id],
    ]);
    expect(memberIds(both[1])).toContain(ann.id);
    expect(both[0]).toEqual((await call('GET', `/Users/${bea.id}`)).body);
  });

  it('take fifty operations in one request', async () => {
    const people: Body[] = [];
    for (let n = 0; n < 3; n += 1) {
      people.push((await bridge().call('POST', '/Users', person(`p${n}`))).body);
    }
    const operations = Array.from({ length: 50 }, (_, n) => ({
      op: n < 25 ? 'add' : 'remove',
      path: 'members',
      value: [{ value: people[n % 3]?.id }],
    }));
    const added = await patch(...operations.slice(0, 3));
    expect(memberIds(added.body)).toHaveLength(memberIds(group).length + 3);
    const removed = await patch(...operations);
    expect(memberIds(removed.body)).toEqual(memberIds(group));
    expect(bridge().audit.at(-1)).toMatchObject({ outcome: 'changed', members: expect.any(Array) });
  });
});

describe('who is in a Group of QRadar', () => {
  const bridge = bridgeForEach('qradar', {}, { groups: 'roles' });

  it('is in one at a time, and cannot leave the one that people fall back to', async () => {
    const { call } = bridge();
    const ann = (await call('POST', '/Users', person('ann'))).body;
    const reader = await groupCalled(bridge(), 'Reader');
    const analyst = await groupCalled(bridge(), 'Analyst');
    expect(memberIds(analyst)).toContain(ann.id);
    const join = patchOf({ op: 'add', path: 'members', value: [{ value: ann.id }] });
    const leave = patchOf({ op: 'remove', path: `members[value eq "${ann.id}"]` });
    expect(memberIds((await call('PATCH', `/Groups/${reader.id}`, join)).body)).toContain(ann.id);
    expect(memberIds(await groupCalled(bridge(), 'Analyst'))).not.toContain(ann.id);
    await call('PATCH', `/Groups/${reader.id}`, leave);
    expect(memberIds(await groupCalled(bridge(), 'Analyst'))).toContain(ann.id);
    const refused = await call('PATCH', `/Groups/${analyst.id}`, leave);
    expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue']);
  });

  it('stays in it while inactive, and is in it again on reactivation', async () => {
    const { call, mock } = bridge();
    const ann = (await call('POST', '/Users', person('ann'))).body;
    const reader = await groupCalled(bridge(), 'Reader');
    const join = patchOf({ op: 'add', path: 'members', value: [{ value: ann.id }] });
    const active = (value: boolean) => patchOf({ op: 'replace', path: 'active', value });
    await call('PATCH', `/Users/${ann.id}`, active(false));
    const joined = await call('PATCH', `/Groups/${reader.id}`, join);
    expect(memberIds(joined.body)).toContain(ann.id);
    expect(await accountsOf('qradar', mock).find('ann@acme.test')).toBeUndefined();
    const back = (await call('PATCH', `/Users/${ann.id}`, active(true))).body;
    expect(back.groups.map((each: Body) => each.display)).toEqual(['Reader']);
  });
});

describe('security profiles of QRadar as Groups', () => {
  const bridge = bridgeForEach('qradar', {}, { groups: 'securityProfile' });

  it('take members, who keep theirs when they are removed and come back', async () => {
    const { call, mock } = bridge();
    const ann = (await call('POST', '/Users', person('ann'))).body;
    expect(ann.groups.map((each: Body) => each.display)).toEqual(['Default']);
    const { body } = await call('GET', '/Groups');
    const other = body.Resources.find((each: Body) => each.displayName !== 'Default');
    const join = patchOf({ op: 'Add', path: 'members', value: [{ value: ann.id }] });
    expect(memberIds((await call('PATCH', `/Groups/${other.id}`, join)).body)).toContain(ann.id);
    const active = (value: boolean) => patchOf({ op: 'replace', path: 'active', value });
    await call('PATCH', `/Users/${ann.id}`, active(false));
    expect(memberIds((await call('GET', `/Groups/${other.id}`)).body)).toContain(ann.id);
    await call('PATCH', `/Users/${ann.id}`, active(true));
    const account = await accountsOf('qradar', mock).find('ann@acme.test');
    expect(account?.securityProfile?.name).toBe(other.displayName);
    const leave = patchOf({ op: 'remove', path: 'members', value: [{ value: ann.id }] });
    expect((await call('PATCH', `/Groups/${other.id}`, leave)).status).toBe(200);
    expect((await accountsOf('qradar', mock).find('ann@acme.test'))?.securityProfile?.name).toBe('Default');
  });
});

describe.each(VENDORS)('a bridge to %s that serves no Groups', (vendor) => {
  const bridge = bridgeForEach(vendor);

  it('says so by discovery and by 404', async () => {
    const { call } = bridge();
    expect((await call('GET', '/ResourceTypes')).body.Resources.map((each: Body) => each.id)).toEqual([
      'User',
    ]);
    expect((await call('GET', '/Groups')).status).toBe(404);
    expect((await call('POST', '/Users', kim)).body).not.toHaveProperty('groups');
  });

  it('cannot be made with groups that the vendor has not', () => {
    const accounts = accountsOf(vendor, bridge().mock);
    const make = () =>
      createScim(
        { it: { accounts, groups: 'securityProfile' } },
        { store: sqliteStore(':memory:'), tokens: [] },
      );
    if (vendor === 'qradar') expect(make).not.toThrow();
    else expect(make).toThrow('cannot serve securityProfile as Groups');
    const byRole = () =>
      createScim(
        { it: { accounts, deactivate: { role: 'Nothing' } } },
        { store: sqliteStore(':memory:'), tokens: [] },
      );
    if (vendor === 'iq' || vendor === 'qualys-saq') expect(byRole).toThrow('holds no roles');
    else expect(byRole).not.toThrow();
  });
});
