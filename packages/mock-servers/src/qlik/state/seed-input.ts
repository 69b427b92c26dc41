import { refuseUnknown } from '../../input/nearest.js';
import { Catalogue, describeReference, parseReferences, type Reference } from './catalogue.js';
import type { Ids } from './ids.js';
import { INVITE_LIFETIME_MS, isoTime, type Role, type StoredUser, type UserStatus } from './model.js';
import type { QlikState } from './state.js';

const USER_MEMBERS = [
  'id',
  'name',
  'email',
  'status',
  'subject',
  'picture',
  'locale',
  'zoneinfo',
  'preferredLocale',
  'preferredZoneinfo',
  'createdAt',
  'lastUpdatedAt',
  'clientId',
  'assignedRoles',
  'assignedGroups',
  'assignedScopes',
];

const STATUSES: readonly UserStatus[] = ['active', 'invited', 'disabled', 'provisioned'];

/**
 * Takes `{ users, extend?, me?, roles? }`. `users` replaces the users, or with `extend: true` is added to them (a user
 * with a known id is replaced). A user needs a `subject`; ids, names and the rest have defaults; the status is active
 * unless given. `me` is an id, and becomes the first user when the former one is gone. `roles` adds custom roles that
 * users may name. Applies all of it, or throws an Error that says which entry is wrong and leaves the state as it was.
 */
export function applySeed(state: QlikState, data: unknown, ids: Ids, now: number): void {
  const seed = record(data, 'the seed');
  refuseOthers(seed, ['users', 'extend', 'me', 'roles'], 'the seed');
  const catalogue = withRoles(state.catalogue, list(seed.roles ?? [], 'roles'), ids);
  const added = list(seed.users, 'users').map((entry, index) =>
    readUser(record(entry, `users[${index}]`), `users[${index}]`, catalogue, { state, ids, now }),
  );
  const users = new Map((seed.extend === true ? state.users() : []).map((user) => [user.id, user]));
  for (const user of added) users.set(user.id, user);
  const all = [...users.values()];
  checkUnique(all, ({ subject }) => subject, 'subject');
  checkUnique(all, ({ email }) => email.toLowerCase(), 'email');
  const me = text(seed, 'me', 'the seed') ?? (users.has(state.me) ? state.me : (all[0]?.id ?? state.me));
  if (seed.me !== undefined && !users.has(me))
    throw bad('the seed', `me is "${me}", which no user has as id`);
  state.replaceAll({ users: all, me, catalogue });
}

function readUser(
  entry: Record<string, unknown>,
  where: string,
  catalogue: Catalogue,
  { state, ids, now }: { state: QlikState; ids: Ids; now: number },
): StoredUser {
  refuseOthers(entry, USER_MEMBERS, where);
  const subject = text(entry, 'subject', where);
  if (!subject) throw bad(where, 'subject is missing');
  const status = text(entry, 'status', where) ?? 'active';
  const known = STATUSES.find((candidate) => candidate === status);
  if (known === undefined)
    throw bad(where, `status is "${status}" and must be one of ${STATUSES.join(', ')}`);
  const email = text(entry, 'email', where) ?? '';
  const createdAt = text(entry, 'createdAt', where) ?? isoTime(now);
  const clientId = text(entry, 'clientId', where);
  const roles = references(entry.assignedRoles ?? [], `${where}.assignedRoles`);
  const groups = references(entry.assignedGroups ?? [], `${where}.assignedGroups`);
  return {
    id: text(entry, 'id', where) ?? ids.user(),
    name: text(entry, 'name', where) ?? (email || subject),
    email,
    status: known,
    subject,
    picture: text(entry, 'picture', where) ?? '',
    tenantId: state.tenantId,
    locale: text(entry, 'locale', where) ?? 'en',
    zoneinfo: text(entry, 'zoneinfo', where) ?? 'UTC',
    preferredLocale: text(entry, 'preferredLocale', where) ?? 'en',
    preferredZoneinfo: text(entry, 'preferredZoneinfo', where) ?? 'UTC',
    createdAt,
    lastUpdatedAt: text(entry, 'lastUpdatedAt', where) ?? createdAt,
    ...(known === 'invited' ? { inviteExpiresAt: now + INVITE_LIFETIME_MS } : {}),
    roleIds: roles.map((role) => found(catalogue.role(role), role, `${where}.assignedRoles`)),
    groupIds: groups.map((group) => found(catalogue.group(group), group, `${where}.assignedGroups`)),
    assignedScopes: list(entry.assignedScopes ?? [], `${where}.assignedScopes`).map(String),
    ...(clientId === undefined ? {} : { clientId }),
  };
}

function withRoles(catalogue: Catalogue, entries: readonly unknown[], ids: Ids): Catalogue {
  const roles = entries.map((entry, index): Role => {
    const where = `roles[${index}]`;
    const role = record(entry, where);
    refuseOthers(role, ['id', 'name', 'level'], where);
    const name = text(role, 'name', where);
    if (!name) throw bad(where, 'name is missing');
    const level = text(role, 'level', where) === 'admin' ? 'admin' : 'user';
    return { id: text(role, 'id', where) ?? ids.user(), name, type: 'custom', level };
  });
  const names = new Set(roles.map(({ name }) => name));
  return new Catalogue(
    [...catalogue.roles.filter(({ name }) => !names.has(name)), ...roles],
    catalogue.groups,
  );
}

function checkUnique(users: readonly StoredUser[], key: (user: StoredUser) => string, field: string): void {
  const seen = new Set<string>();
  for (const user of users) {
    const value = key(user);
    if (value !== '' && seen.has(value)) throw bad('the seed', `two users have the ${field} "${value}"`);
    seen.add(value);
  }
}

function references(value: unknown, where: string): Reference[] {
  const parsed = Array.isArray(value) ? parseReferences(value) : undefined;
  if (parsed === undefined) throw bad(where, 'must be an array of objects with an id or a name');
  return parsed;
}

function found(entry: { id: string } | undefined, reference: Reference, where: string): string {
  if (entry === undefined) throw bad(where, `nothing has ${describeReference(reference)}`);
  return entry.id;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw bad(where, 'must be an object');
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw bad(where, 'must be an array');
}

function text(entry: Record<string, unknown>, name: string, where: string): string | undefined {
  const value = entry[name];
  if (value === undefined || typeof value === 'string') return value;
  throw bad(where, `${name} must be a string`);
}

function refuseOthers(entry: Record<string, unknown>, known: readonly string[], where: string): void {
  for (const name of Object.keys(entry)) refuseUnknown(name, known, `Qlik seed: ${where} has no member`);
}

function bad(where: string, problem: string): Error {
  return new Error(`Qlik seed: ${where}: ${problem}.`);
}
