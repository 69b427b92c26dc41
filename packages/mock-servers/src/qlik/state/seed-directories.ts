import { Catalogue, describeReference } from './catalogue.js';
import type { Ids } from './ids.js';
import { type ApiKey, type Group, isoTime, type LicenseAssignment, type Role } from './model.js';
import { LICENSES, licenseId } from './seed-keys.js';
import { bad, list, record, refuseOthers, text } from './seed-reader.js';

/** What an added entry gets where the seed says nothing. */
interface Added {
  now: number;
  ids: Ids;
  tenantId: string;
}

/** The catalogue with the seed's roles and groups; one of a known name, and provider, is replaced. */
export function withRolesAndGroups(
  before: Catalogue,
  seed: Record<string, unknown>,
  added: Added,
): Catalogue {
  const roles = list(seed.roles, 'roles').map((entry, index) => readRole(entry, index, added));
  const names = new Set(roles.map(({ name }) => name));
  const withRoles = [...before.roles.filter(({ name }) => !names.has(name)), ...roles];
  const groups = list(seed.groups, 'groups').map((entry, index) =>
    readGroup(entry, index, { ...added, catalogue: new Catalogue(withRoles, []) }),
  );
  const key = (group: Group) => JSON.stringify([group.name, group.providerType]);
  const keys = new Set(groups.map(key));
  return new Catalogue(withRoles, [...before.groups.filter((group) => !keys.has(key(group))), ...groups]);
}

function readRole(entry: unknown, index: number, added: Added): Role {
  const where = `roles[${index}]`;
  const role = record(entry, where);
  refuseOthers(role, ['id', 'name', 'level', 'description'], where);
  const level = text(role, 'level', where) ?? 'user';
  if (level !== 'admin' && level !== 'user') {
    throw bad(where, `level is "${level}" and must be admin or user`);
  }
  return { ...readEntry(role, where, added), type: 'custom', level, permissions: [] };
}

function readGroup(entry: unknown, index: number, added: Added & { catalogue: Catalogue }): Group {
  const where = `groups[${index}]`;
  const group = record(entry, where);
  refuseOthers(group, ['id', 'name', 'providerType', 'status', 'description', 'assignedRoles'], where);
  const providerType = text(group, 'providerType', where) ?? 'custom';
  if (providerType !== 'idp' && providerType !== 'custom') {
    throw bad(where, `providerType is "${providerType}" and must be idp or custom`);
  }
  const status = text(group, 'status', where) ?? 'active';
  if (status !== 'active' && status !== 'disabled') {
    throw bad(where, `status is "${status}" and must be active or disabled`);
  }
  const roleIds = list(group.assignedRoles, `${where}.assignedRoles`).map((one) => {
    const reference = record(one, `${where}.assignedRoles`);
    const role = added.catalogue.role(reference);
    if (role === undefined) throw bad(where, `no role has ${describeReference(reference)}`);
    return role.id;
  });
  return { ...readEntry(group, where, added), providerType, status, roleIds };
}

function readEntry(entry: Record<string, unknown>, where: string, { ids, now, tenantId }: Added) {
  const name = text(entry, 'name', where);
  if (!name) throw bad(where, 'name is missing');
  return {
    id: text(entry, 'id', where) ?? ids.user(),
    name,
    description: text(entry, 'description', where) ?? '',
    tenantId,
    createdAt: isoTime(now),
    lastUpdatedAt: isoTime(now),
  };
}

const KEY_MEMBERS = ['id', 'sub', 'description', 'status', 'expiry', 'createdByUser', 'subType'];

export function readApiKeys(
  value: unknown,
  users: ReadonlySet<string>,
  { ids, me, now, tenantId }: Added & { me: string },
): ApiKey[] | undefined {
  if (value === undefined) return undefined;
  return list(value, 'apiKeys').map((entry, index): ApiKey => {
    const where = `apiKeys[${index}]`;
    const key = record(entry, where);
    refuseOthers(key, KEY_MEMBERS, where);
    const sub = text(key, 'sub', where);
    if (sub === undefined) throw bad(where, 'sub is missing');
    const subType = text(key, 'subType', where) ?? 'user';
    if (subType !== 'user' && subType !== 'externalClient') {
      throw bad(where, `subType is "${subType}" and must be user or externalClient`);
    }
    if (subType === 'user' && !users.has(sub)) throw bad(where, `sub is "${sub}", which no user has as id`);
    const status = text(key, 'status', where) ?? 'active';
    if (status !== 'active' && status !== 'expired' && status !== 'revoked') {
      throw bad(where, `status is "${status}" and must be active, expired or revoked`);
    }
    return {
      id: text(key, 'id', where) ?? ids.uuid(),
      tenantId,
      description: text(key, 'description', where) ?? '',
      status,
      sub,
      subType,
      expiry: text(key, 'expiry', where) ?? '2099-01-01T00:00:00.000Z',
      createdByUser: text(key, 'createdByUser', where) ?? me,
      created: isoTime(now),
      lastUpdated: isoTime(now),
    };
  });
}

export function readLicenses(value: unknown, now: number): LicenseAssignment[] | undefined {
  if (value === undefined) return undefined;
  return list(value, 'licenses').map((entry, index): LicenseAssignment => {
    const where = `licenses[${index}]`;
    const license = record(entry, where);
    refuseOthers(license, ['subject', 'type'], where);
    const subject = text(license, 'subject', where);
    if (!subject) throw bad(where, 'subject is missing');
    const type = text(license, 'type', where) ?? 'professional';
    if (!Object.hasOwn(LICENSES, type)) {
      throw bad(where, `type is "${type}" and must be one of ${Object.keys(LICENSES).join(', ')}`);
    }
    return { id: licenseId(subject, type), subject, type, excess: false, created: isoTime(now) };
  });
}
