import { expect } from 'vitest';
import { type Body, kim, MESSAGES, patchOf } from './bridge.test.helper.js';
import { findsKim, kimOf, patched, type Requests, shown } from './provider-requests.test.helper.js';

/** A tag of the sandbox. */
const TAG = 'Malware Domain Assets';

/** What Okta, SailPoint, Keycloak's extension and IPSIE's levels ask about people. */
export const OTHERS: Requests = {
  'list, unknown name, create twice': async (bridge) => {
    const first = await bridge.call('GET', '/Users?count=1&startIndex=1');
    expect([first.status, first.body.Resources.length]).toEqual([200, 1]);
    await kimOf(bridge);
    expect((await bridge.call('POST', '/Users', kim)).status).toBe(409);
    return findsKim(bridge, 'userName eq "KIM@ACME.TEST"');
  },
  'GET and PUT of the whole object': async (bridge) => {
    const { id } = await kimOf(bridge);
    const { body } = await bridge.call('GET', `/Users/${id}`);
    const put = await bridge.call('PUT', `/Users/${id}`, { ...body, groups: [], active: false });
    expect([put.status, put.body.active]).toEqual([200, false]);
    return '✓';
  },
  'PATCH of `active` without path': async (bridge) => {
    const { body } = await patched(bridge, { op: 'replace', value: { active: false } });
    expect(body.active).toBe(false);
    return '✓';
  },
  'PATCH of `password`': async (bridge) => {
    const { body, status } = await patched(bridge, { op: 'replace', value: { password: 'n3w-hidden' } });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(JSON.stringify([body, bridge.audit])).not.toContain('n3w-hidden');
    return bridge.audit.at(-1)?.leftOut?.includes('password') ? 'left out' : '✓';
  },
  '`entitlements`': async (bridge) => {
    const add = { op: 'add', path: 'entitlements', value: [{ value: TAG }] };
    return shown(bridge, await patched(bridge, add), TAG, 'entitlements');
  },
  'the five discovery endpoints': async ({ call }) => {
    for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/ResourceTypes/User'])
      expect((await call('GET', path)).status, path).toBe(200);
    return (await call('GET', '/ResourceTypes/Group')).status === 200 ? '✓' : '404';
  },
  '`active` as `"false"`, address without type': async (bridge) => {
    const { id } = await kimOf(bridge, { active: 'true', emails: [{ value: 'kim@acme.test' }] });
    const off = patchOf({ op: 'replace', path: 'active', value: 'false' });
    expect((await bridge.call('PATCH', `/Users/${id}`, off)).body.active).toBe(false);
    return '✓';
  },
  'the four filters': async (bridge) => {
    await kimOf(bridge);
    const address = 'emails[value eq "kim@acme.test"]';
    const work = 'emails[type eq "work" and value eq "kim@acme.test"]';
    return findsKim(bridge, 'userName eq "kim@acme.test"', 'externalId eq "kim"', address, work);
  },
  'deactivated, and active again under the same `id`': async (bridge) => {
    const off = await patched(bridge, { op: 'replace', path: 'active', value: false });
    expect([off.status, off.body.active]).toEqual([200, false]);
    const again = patchOf({ op: 'replace', path: 'active', value: true });
    const on = await bridge.call('PATCH', `/Users/${off.body.id}`, again);
    expect([on.status, on.body.active, on.body.id]).toEqual([200, true, off.body.id]);
    return '✓';
  },
  'Bulk with `bulkId`': async (bridge) => {
    const Operations = [
      { method: 'DELETE', path: '/Users/bulkId:kim' },
      { method: 'POST', path: '/Users', bulkId: 'kim', data: kim },
    ];
    const { body } = await bridge.call('POST', '/Bulk', { schemas: [`${MESSAGES}:BulkRequest`], Operations });
    expect(body.Operations.map((each: Body) => each.status)).toEqual(['204', '201']);
    return '✓';
  },
};
