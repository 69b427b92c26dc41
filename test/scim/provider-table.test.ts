import { readFileSync } from 'node:fs';
import { VENDORS, type Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import {
  type Body,
  type Bridge,
  bridgeForEach,
  CHANGING,
  filterBy,
  kim,
  MESSAGES,
  patchOf,
} from './bridge.test.helper.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const ROLES: Partial<Record<Vendor, string>> = { qradar: 'Reader', qlik: 'Developer' };
/** A tag of the sandbox. */
const TAG = 'Malware Domain Assets';

/** What stands in a cell of the table. */
type Cell = '✓' | 'left out' | '404';

async function kimOf({ call }: Bridge, more: object = {}): Promise<Body> {
  const { body, status } = await call('POST', '/Users', { ...kim, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** ✓ when the answer is a success and shows it, left out when it is one without it and the audit line says so. */
function shown(
  bridge: Bridge,
  { body, status }: { body: Body; status: number },
  text: string,
  attribute: string,
): Cell {
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  if (JSON.stringify(body).includes(text)) return '✓';
  expect(bridge.audit.at(-1)?.leftOut?.join()).toContain(attribute);
  return 'left out';
}

const patched = async (bridge: Bridge, ...operations: unknown[]) =>
  bridge.call('PATCH', `/Users/${(await kimOf(bridge)).id}`, patchOf(...operations));

async function findsKim({ call }: Bridge, ...filters: string[]): Promise<Cell> {
  for (const filter of filters) {
    const { body } = await call('GET', filterBy(filter));
    expect(body.totalResults, filter).toBe(1);
  }
  return '✓';
}

/** By the second column of the table. */
const REQUESTS: Readonly<Record<string, (bridge: Bridge) => Promise<Cell>>> = {
  'Test Connection, match by `externalId`, `userName`, work address': async (bridge) => {
    expect((await bridge.call('GET', filterBy('userName eq "0b2c7d4e"'))).body.totalResults).toBe(0);
    await kimOf(bridge);
    const address = 'emails[type eq "work"].value eq "kim@acme.test"';
    return findsKim(bridge, 'externalId eq "kim"', 'userName eq "kim@acme.test"', address);
  },
  'create with nulls and empty lists': async (bridge) => {
    await kimOf(bridge);
    return '✓';
  },
  '`Replace` with path, `active` as `"False"`': async (bridge) => {
    const { path, value } = CHANGING[bridge.vendor];
    const change = await patched(bridge, { op: 'Replace', path, value });
    const off = { op: 'Replace', path: 'active', value: 'False' };
    const closed = await bridge.call('PATCH', `/Users/${change.body.id}`, patchOf(off));
    expect(closed.body.active).toBe(false);
    return shown(bridge, change, value, path);
  },
  '`department` and `manager`': async (bridge) => {
    const department = { op: 'Add', path: `${ENTERPRISE}:department`, value: 'IT-4711' };
    const manager = { op: 'Add', path: 'manager', value: [{ $ref: 'http://h/scim/Users/U2', value: 'U2' }] };
    return shown(bridge, await patched(bridge, department, manager), 'IT-4711', 'enterprise');
  },
  'role as JSON text': async (bridge) => {
    const role = ROLES[bridge.vendor] ?? 'Analyst';
    const value = JSON.stringify({ id: '1', value: role, displayName: role });
    const made = await bridge.call('POST', '/Users', { ...kim, roles: [{ value }] });
    return shown(bridge, made, `"${role}"`, 'roles');
  },
  'no path, dotted names': async (bridge) => {
    const { path, value } = CHANGING[bridge.vendor];
    const named = path.startsWith('emails')
      ? { emails: [{ value, type: 'work', primary: true }] }
      : { [path]: value };
    return shown(bridge, await patched(bridge, { op: 'replace', value: named }), value, path);
  },
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
  '`entitlements`': async (bridge) => {
    const add = { op: 'add', path: 'entitlements', value: [{ value: TAG }] };
    return shown(bridge, await patched(bridge, add), TAG, 'entitlements');
  },
  'group by name, member added and removed': async (bridge) => {
    const name = ROLES[bridge.vendor] ?? 'Analyst';
    const query = `excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "${name}"`)}`;
    const found = await bridge.call('GET', `/Groups?${query}`);
    if (found.status === 404) return '404';
    const { id } = await kimOf(bridge);
    const path = `/Groups/${found.body.Resources[0].id}`;
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

/** The rows of the README's table: request, and a cell for each vendor. */
const readme = readFileSync(new URL('../../packages/scim/README.md', import.meta.url), 'utf8');
const rows = readme
  .slice(readme.indexOf('| provider | request |'))
  .split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, , request = '', ...cells]) => ({ request, cells }));

describe("the README's table of what providers send", () => {
  it('has a line for each request that is tried here, and no other', () => {
    expect(rows?.map(({ request }) => request)).toEqual(Object.keys(REQUESTS));
  });
});

describe.each(VENDORS)("the README's table says of %s", (vendor) => {
  const bridge = bridgeForEach(vendor, {}, ROLES[vendor] === undefined ? {} : { groups: 'roles' });

  it.each(Object.entries(REQUESTS))('what comes of %s', async (request, send) => {
    const row = rows?.find((each) => each.request === request);
    expect(await send(bridge())).toBe(row?.cells[VENDORS.indexOf(vendor)]);
  });
});
