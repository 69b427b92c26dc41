import { factsOf } from '../../spec/fact.js';
import type {
  Application,
  IqUser,
  Membership,
  Organization,
  Owner,
  Realm,
  Role,
  UserToken,
} from './model.js';
import * as SEED from './seed-data.js';

const KNOWN_REALMS = factsOf('iq').at('components', 'schemas', 'Realm', 'enum').texts();

/** One server: users of every realm, roles, owners, who has which role, and tokens. */
export class IqState {
  readonly #generated: number;
  /** A username is unique within its realm, case matters. */
  readonly #users = new Map<string, IqUser>();
  #realms = new Set<Realm>();
  roles: readonly Role[] = [];
  organizations: readonly Organization[] = [];
  applications: readonly Application[] = [];
  groups: readonly string[] = [];
  #memberships: readonly Membership[] = [];
  #tokens: readonly UserToken[] = [];

  constructor(generated = 0) {
    this.#generated = generated;
    this.reset();
  }

  reset(): void {
    this.#users.clear();
    this.#realms = new Set(KNOWN_REALMS);
    for (const user of SEED.SEED_USERS) this.put(user);
    for (let i = 1; i <= this.#generated; i += 1) this.put(SEED.generatedUser(i));
    this.roles = SEED.SEED_ROLES;
    this.organizations = SEED.SEED_ORGANIZATIONS;
    this.applications = SEED.SEED_APPLICATIONS;
    this.groups = SEED.SEED_GROUPS;
    this.#memberships = SEED.SEED_MEMBERSHIPS;
    this.#tokens = SEED.SEED_TOKENS;
  }

  /** Those of the spec, and each that a user was ever in. */
  get realms(): readonly Realm[] {
    return [...this.#realms];
  }

  list(realm: Realm): IqUser[] {
    return [...this.#users.values()].filter((user) => user.realm === realm);
  }

  get(username: string, realm: Realm): IqUser | undefined {
    return this.#users.get(key(username, realm));
  }

  put(user: IqUser): void {
    this.#users.set(key(user.username, user.realm), { ...user });
    this.#realms.add(user.realm);
  }

  /** Memberships and the token stay: whether they go with the user is not documented (Sonatype). */
  delete(username: string, realm: Realm): boolean {
    return this.#users.delete(key(username, realm));
  }

  /** Whether anybody, in whichever realm, or a group has that name. */
  hasMember(type: Membership['type'], name: string): boolean {
    if (type === 'GROUP') return this.groups.includes(name);
    return [...this.#users.values()].some((user) => user.username === name);
  }

  /** True for who manages the system and its users: a role with that permission is granted to them globally. */
  isAdministrator(username: string): boolean {
    const ids = this.roles
      .filter(({ permissions }) => permissions.includes('CONFIGURE_SYSTEM'))
      .map(({ id }) => id);
    return this.membershipsOn([{ type: 'global', id: 'global' }]).some(
      ({ name, roleId, type }) => type === 'USER' && name === username && ids.includes(roleId),
    );
  }

  membershipsOn(owners: readonly Owner[]): Membership[] {
    return this.#memberships.filter(({ owner }) => owners.some((one) => isSameOwner(one, owner)));
  }

  /** Granting twice changes nothing. */
  grant(membership: Membership): void {
    if (!this.#memberships.some((one) => isSame(one, membership))) {
      this.#memberships = [...this.#memberships, membership];
    }
  }

  /** Whether there was such a membership. */
  revoke(membership: Membership): boolean {
    const kept = this.#memberships.filter((one) => !isSame(one, membership));
    const found = kept.length < this.#memberships.length;
    this.#memberships = kept;
    return found;
  }

  tokenOf(username: string, realm: Realm): UserToken | undefined {
    return this.#tokens.find((token) => token.username === username && token.realm === realm);
  }

  tokenByCode(userCode: string): UserToken | undefined {
    return this.#tokens.find((token) => token.userCode === userCode);
  }

  /** A user has one token at most. */
  putToken(token: UserToken): void {
    const isOther = (one: UserToken) => one.username !== token.username || one.realm !== token.realm;
    this.#tokens = [...this.#tokens.filter(isOther), token];
  }

  deleteToken(userCode: string): boolean {
    const kept = this.#tokens.filter((token) => token.userCode !== userCode);
    const found = kept.length < this.#tokens.length;
    this.#tokens = kept;
    return found;
  }

  /** Without passwords, and of tokens without both halves. */
  snapshot() {
    return {
      users: [...this.#users.values()].map(({ password: _, namesRealm: __, ...user }) => user),
      roles: this.roles,
      organizations: this.organizations,
      applications: this.applications,
      groups: this.groups,
      memberships: this.#memberships.map(({ name, owner, roleId, type }) => ({
        roleId,
        ownerType: owner.type,
        ownerId: owner.id,
        type,
        userOrGroupName: name,
      })),
      userTokens: this.#tokens.map(({ username, realm, createTime }) => ({ username, realm, createTime })),
    };
  }
}

/** Named by its type alone, or by type and id. */
function isSameOwner(a: Owner, b: Owner): boolean {
  return a.type === b.type && a.id === b.id;
}

function isSame(a: Membership, b: Membership): boolean {
  return isSameOwner(a.owner, b.owner) && a.roleId === b.roleId && a.type === b.type && a.name === b.name;
}

/** JSON keeps the two apart whatever the name holds. */
function key(username: string, realm: Realm): string {
  return JSON.stringify([realm, username]);
}
