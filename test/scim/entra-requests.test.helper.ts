import { expect } from 'vitest';
import { CHANGING, filterBy, kim, patchOf } from './bridge.test.helper.js';
import { findsKim, kimOf, patched, type Requests, roleOf, shown } from './provider-requests.test.helper.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
/** How Entra calls the type of a role. */
const ROLE_TYPE = 'WindowsAzureActiveDirectoryRole';

/** What Entra sends about people, in both states of its compatibility flag. */
export const ENTRA: Requests = {
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
    const role = roleOf(bridge.vendor);
    const value = JSON.stringify({ id: '1', value: role, displayName: role });
    const made = await bridge.call('POST', '/Users', { ...kim, roles: [{ value }] });
    return shown(bridge, made, `"${role}"`, 'roles');
  },
  'role by `roles[primary eq "True"]`': async (bridge) => {
    const role = roleOf(bridge.vendor);
    const made = await bridge.call('POST', '/Users', {
      ...kim,
      roles: [{ primary: true, type: ROLE_TYPE, value: role }],
    });
    const cell = shown(bridge, made, `"${role}"`, 'roles');
    const change = patchOf(
      { op: 'Replace', path: 'roles[primary eq "True"].value', value: role },
      { op: 'Replace', path: 'roles[primary eq "True"].display', value: role },
      { op: 'Replace', path: 'roles[primary eq "True"].type', value: ROLE_TYPE },
    );
    await bridge.call('DELETE', `/Users/${made.body.id}`);
    const { id } = await kimOf(bridge);
    const changed = await bridge.call('PATCH', `/Users/${id}`, change);
    expect(shown(bridge, changed, `"${role}"`, 'roles')).toBe(cell);
    return cell;
  },
  'all roles replaced': async (bridge) => {
    const role = roleOf(bridge.vendor);
    const value = [{ primary: false, type: ROLE_TYPE, display: role, value: role }];
    return shown(
      bridge,
      await patched(bridge, { op: 'replace', path: 'roles', value }),
      `"${role}"`,
      'roles',
    );
  },
  'manager asked for, `id` only': async (bridge) => {
    const { id } = await kimOf(bridge);
    const asked = await bridge.call('GET', `${filterBy(`id eq "${id}" and manager eq "U2"`)}&attributes=id`);
    expect([asked.status, asked.body.totalResults]).toEqual([200, 0]);
    return findsKim(bridge, `id eq "${id}"`);
  },
  'purge by DELETE': async (bridge) => {
    const { id } = await kimOf(bridge);
    expect((await bridge.call('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await bridge.call('GET', `/Users/${id}`)).status).toBe(404);
    return '✓';
  },
  'no path, dotted names': async (bridge) => {
    const { path, value } = CHANGING[bridge.vendor];
    const named = path.startsWith('emails')
      ? { emails: [{ value, type: 'work', primary: true }] }
      : { [path]: value };
    return shown(bridge, await patched(bridge, { op: 'replace', value: named }), value, path);
  },
  '`active` as `false`': async (bridge) => {
    const { body } = await patched(bridge, { op: 'replace', path: 'active', value: false });
    expect(body.active).toBe(false);
    return '✓';
  },
};
