import { expect } from 'vitest';
import { type Body, type Bridge, MESSAGES, patchOf } from './bridge.test.helper.js';
import { kimOf, type Requests, roleOf, shown } from './provider-requests.test.helper.js';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** What Entra names beside it for a new group. */
const ADSCIM = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/** The group that the tests join, without its members as Entra asks for it; undefined where nothing is served as Groups. */
async function groupOf({ call, vendor }: Bridge): Promise<Body | undefined> {
  const filter = encodeURIComponent(`displayName eq "${roleOf(vendor)}"`);
  const { body, status } = await call('GET', `/Groups?excludedAttributes=members&filter=${filter}`);
  return status === 404 ? undefined : body.Resources[0];
}

/** What every provider sends about groups. */
export const GROUPS: Requests = {
  'new group, with the ADSCIM schema': async ({ call }) => {
    const group = { externalId: 'sec-1', displayName: 'Sec', meta: { resourceType: 'Group' } };
    const { body, status } = await call('POST', '/Groups', { schemas: [GROUP, ADSCIM], ...group });
    expect([body.schemas, body.status]).toEqual([[`${MESSAGES}:Error`], String(status)]);
    expect([404, 501]).toContain(status);
    return status === 501 ? '501' : '404';
  },
  'group by name, member added and removed': async (bridge) => {
    const group = await groupOf(bridge);
    if (!group) return '404';
    const { id } = await kimOf(bridge);
    const path = `/Groups/${group.id}`;
    const add = await bridge.call(
      'PATCH',
      path,
      patchOf({ op: 'Add', path: 'members', value: [{ value: id }] }),
    );
    const remove = patchOf({ op: 'remove', path: `members[value eq "${id}"]` });
    const left = await bridge.call('PATCH', path, remove);
    expect([left.status, JSON.stringify(left.body).includes(id)]).toEqual([200, false]);
    return shown(bridge, add, id, 'members');
  },
  'group renamed to itself, all members by PUT': async (bridge) => {
    const group = await groupOf(bridge);
    if (!group) return '404';
    const path = `/Groups/${group.id}`;
    const { displayName, id } = group;
    const named = patchOf({ op: 'replace', value: { id, displayName } });
    expect((await bridge.call('PATCH', path, named)).status).toBe(200);
    const { id: kimId } = await kimOf(bridge);
    const members = [
      ...((await bridge.call('GET', path)).body.members ?? []),
      { value: kimId, display: 'Kim' },
    ];
    const put = await bridge.call('PUT', path, { schemas: [GROUP], displayName, members });
    return shown(bridge, put, kimId, 'members');
  },
  'the three group filters, fifty member operations in a PATCH': async (bridge) => {
    const group = await groupOf(bridge);
    if (!group) return '404';
    const { id } = await kimOf(bridge);
    const operations = Array.from({ length: 49 }, (_, n) => ({
      op: n % 2 ? 'remove' : 'add',
      path: 'members',
      value: [{ value: id }],
    }));
    const named = { op: 'add', path: 'externalId', value: 'sec-1' };
    const change = patchOf(...operations, named);
    expect((await bridge.call('PATCH', `/Groups/${group.id}`, change)).status).toBe(200);
    for (const filter of [
      `displayName eq "${group.displayName}"`,
      'externalId eq "sec-1"',
      `members[value eq "${id}"]`,
    ]) {
      const { body } = await bridge.call('GET', `/Groups?filter=${encodeURIComponent(filter)}`);
      expect(
        body.Resources.map((each: Body) => each.id),
        filter,
      ).toEqual([group.id]);
    }
    return '✓';
  },
};
