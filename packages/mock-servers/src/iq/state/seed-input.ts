import { refuseUnknown } from '../../input/nearest.js';
import { INTERNAL, type IqUser, type Membership, type OwnerType } from './model.js';
import type { IqState } from './state.js';

type Entry = Record<string, unknown>;

/** The members of a seed, and of each of its entries; those without `?` are required texts. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  users: ['username', 'firstName', 'lastName', 'email', 'realm?', 'password?'],
  roles: ['id', 'name', 'description?'],
  organizations: ['id', 'name', 'parentOrganizationId?'],
  applications: ['id', 'publicId', 'name', 'organizationId'],
  groups: ['name'],
  memberships: ['roleId', 'ownerType', 'ownerId?', 'type?', 'userOrGroupName'],
  userTokens: ['userCode', 'passCode', 'username', 'realm?', 'createTime?'],
};

const OWNER_TYPES: readonly OwnerType[] = ['global', 'repository_container', 'organization', 'application'];

/**
 * Takes lists of `users`, `roles`, `organizations`, `applications`, `groups`, `memberships` and `userTokens`, each
 * optional, entries in Sonatype's fields: added, or replaced by name or id. Applies all of it, or throws an Error that
 * says which entry is wrong and leaves the state as it was.
 */
export function applySeed(state: IqState, data: unknown): void {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error('IQ seed: expected { "users": [...] }');
  }
  for (const name of Object.keys(data)) {
    refuseUnknown(name, Object.keys(MEMBERS), 'IQ seed: there is no member');
  }
  const read = (name: string) => readList(data as Entry, name);
  const users = read('users').map(userOf);
  const roles = merged(
    state.roles,
    read('roles').map((entry) => ({
      id: entry.id as string,
      name: entry.name as string,
      description: (entry.description as string | undefined) ?? '',
      builtIn: false,
      permissions: [],
    })),
  );
  const organizations = merged(state.organizations, read('organizations') as never[]);
  const applications = merged(state.applications, read('applications') as never[]);
  const owners: Readonly<Record<OwnerType, readonly string[]>> = {
    global: ['global'],
    repository_container: ['repository_container'],
    organization: organizations.map(({ id }) => id),
    application: applications.map(({ id }) => id),
  };
  const roleIds = roles.map(({ id }) => id);
  const memberships = read('memberships').map((entry, i) => membershipOf(entry, i, owners, roleIds));
  const tokens = read('userTokens').map((entry) => ({
    userCode: entry.userCode as string,
    passCode: entry.passCode as string,
    username: entry.username as string,
    realm: (entry.realm as string | undefined) ?? INTERNAL,
    createTime: (entry.createTime as string | undefined) ?? '2026-01-01T00:00:00.000Z',
  }));
  for (const user of users) state.put(user);
  state.roles = roles;
  state.organizations = organizations;
  state.applications = applications;
  state.groups = [...new Set([...state.groups, ...read('groups').map(({ name }) => name as string)])];
  for (const membership of memberships) state.grant(membership);
  for (const token of tokens) state.putToken(token);
}

function readList(seed: Entry, name: string): Entry[] {
  const { [name]: list = [] } = seed;
  if (!Array.isArray(list)) throw new Error(`IQ seed: ${name} must be a list`);
  const members = MEMBERS[name] ?? [];
  return list.map((candidate: unknown, i) => {
    const entry = (candidate ?? {}) as Entry;
    for (const given of Object.keys(entry)) {
      refuseUnknown(given, members.map(bare), `IQ seed: ${name}[${i}] has no member`);
    }
    for (const member of members) {
      const value = entry[bare(member)];
      if (value === undefined && member.endsWith('?')) continue;
      if (typeof value === 'string' && value !== '') continue;
      throw new Error(`IQ seed: ${name}[${i}].${bare(member)} must be a non-empty string`);
    }
    return entry;
  });
}

function bare(member: string): string {
  return member.replace('?', '');
}

function userOf(entry: Entry): IqUser {
  return { ...(entry as unknown as IqUser), realm: (entry.realm as string | undefined) ?? INTERNAL };
}

function membershipOf(
  entry: Entry,
  i: number,
  owners: Readonly<Record<OwnerType, readonly string[]>>,
  roleIds: readonly string[],
): Membership {
  const where = `IQ seed: memberships[${i}]`;
  const type = OWNER_TYPES.find((known) => known === (entry.ownerType as string).toLowerCase());
  if (type === undefined) throw new Error(`${where}.ownerType must be one of ${OWNER_TYPES.join(', ')}`);
  const id = (entry.ownerId as string | undefined) ?? type;
  if (!owners[type].includes(id)) throw new Error(`${where}.ownerId: there is no ${type} ${id}`);
  const roleId = entry.roleId as string;
  if (!roleIds.includes(roleId)) throw new Error(`${where}.roleId: there is no role ${roleId}`);
  const member = ((entry.type as string | undefined) ?? 'USER').toUpperCase();
  if (member !== 'USER' && member !== 'GROUP') throw new Error(`${where}.type must be USER or GROUP`);
  return { owner: { type, id }, roleId, type: member, name: entry.userOrGroupName as string };
}

function merged<Item extends { id: string }>(before: readonly Item[], added: readonly Item[]): Item[] {
  return [...new Map([...before, ...added].map((item) => [item.id, item])).values()];
}
