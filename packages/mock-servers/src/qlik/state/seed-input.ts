import { type Catalogue, describeReference, parseReferences, type Reference } from './catalogue.js';
import type { Ids } from './ids.js';
import { INVITE_LIFETIME_MS, isoTime, type StoredUser, type UserStatus } from './model.js';
import { readApiKeys, readLicenses, withRolesAndGroups } from './seed-directories.js';
import { bad, list, record, refuseOthers, text } from './seed-reader.js';
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

const LISTS = ['users', 'roles', 'groups', 'apiKeys', 'licenses'];

/**
 * Takes `{ users?, extend?, me?, roles?, groups?, apiKeys?, licenses? }`. `users`, `apiKeys` and `licenses` replace those
 * of before, or with `extend: true` are added to them (one with a known id is replaced); a list that is not given stays,
 * except that keys and licences of users who are no longer there go with them. A user needs a `subject`; ids, names and
 * the rest have defaults; the status is active unless given. `me` is an id, and becomes the first user when the former one
 * is gone. `roles` and `groups` are added. Applies all of it, or throws an Error that says which entry is wrong and leaves
 * the state as it was.
 */
export function applySeed(state: QlikState, data: unknown, ids: Ids, now: number): void {
  const seed = record(data, 'the seed');
  refuseOthers(seed, [...LISTS, 'extend', 'me'], 'the seed');
  if (seed.me === undefined && LISTS.every((name) => seed[name] === undefined)) {
    throw bad('the seed', `it is empty, and may hold ${LISTS.join(', ')}`);
  }
  const added = { now, ids, tenantId: state.tenantId };
  const catalogue = withRolesAndGroups(state.catalogue, seed, added);
  const merge = <Item extends { id: string }>(before: Item[], given: Item[] | undefined): Item[] => {
    if (given === undefined) return before;
    const kept = seed.extend === true ? before : [];
    return [...new Map([...kept, ...given].map((item) => [item.id, item])).values()];
  };
  const given =
    seed.users === undefined
      ? undefined
      : list(seed.users, 'users').map((entry, index) =>
          readUser(record(entry, `users[${index}]`), `users[${index}]`, catalogue, { state, ids, now }),
        );
  const users = merge(state.users(), given);
  checkUnique(users, ({ subject }) => subject, 'subject');
  checkUnique(users, ({ email }) => email.toLowerCase(), 'email');
  const known = new Set(users.map(({ id }) => id));
  const me = text(seed, 'me', 'the seed') ?? (known.has(state.me) ? state.me : (users[0]?.id ?? state.me));
  if (seed.me !== undefined && !known.has(me)) {
    throw bad('the seed', `me is "${me}", which no user has as id`);
  }
  const subjects = new Set(users.map(({ subject }) => subject));
  state.replaceAll({
    users,
    me,
    catalogue,
    apiKeys: merge(
      state.apiKeys().filter(({ sub }) => known.has(sub)),
      readApiKeys(seed.apiKeys, known, { ...added, me }),
    ),
    licenses: merge(
      state.licenses().filter(({ subject }) => subjects.has(subject)),
      readLicenses(seed.licenses, now),
    ),
  });
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
    assignedScopes: list(entry.assignedScopes, `${where}.assignedScopes`).map((scope) => {
      if (typeof scope === 'string') return scope;
      throw bad(where, 'assignedScopes must be texts');
    }),
    ...(clientId === undefined ? {} : { clientId }),
  };
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
