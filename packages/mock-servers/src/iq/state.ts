import { refuseUnknown } from '../input/nearest.js';

/** IQ document: Internal and SAML; OAUTH2 is Sonatype's. */
export const REALMS = ['Internal', 'SAML', 'OAUTH2'] as const;
export type Realm = (typeof REALMS)[number];

export interface IqUser {
  username: string;
  firstName: string;
  lastName: string;
  email: string;
  realm: Realm;
  /** Internal users only; never answered. */
  password?: string;
  /** A client said `realm: "Internal"` of this user. */
  namesRealm?: boolean;
}

const NAMES = ['username', 'firstName', 'lastName', 'email'] as const;

/** The documents' own users, and one whom the identity provider brought. */
const DOCUMENTED: readonly IqUser[] = [
  { username: 'admin', firstName: 'Admin', lastName: 'BuiltIn', email: 'admin@localhost', realm: 'Internal' },
  { username: 'bob', firstName: 'Bob', lastName: 'Smith', email: 'bobsmith@domain.com', realm: 'Internal' },
  { username: 'carol', firstName: 'Carol', lastName: 'Jones', email: 'carol@example.com', realm: 'SAML' },
];

/** The users of every realm. A username is unique within its realm, case matters. */
export class IqState {
  readonly #generated: number;
  readonly #users = new Map<string, IqUser>();

  constructor(generated = 0) {
    this.#generated = generated;
    this.reset();
  }

  reset(): void {
    this.#users.clear();
    for (const user of DOCUMENTED) this.put(user);
    for (let i = 1; i <= this.#generated; i += 1) this.put(generatedUser(i));
  }

  list(realm: Realm): IqUser[] {
    return [...this.#users.values()].filter((user) => user.realm === realm);
  }

  get(username: string, realm: Realm): IqUser | undefined {
    return this.#users.get(key(username, realm));
  }

  put(user: IqUser): void {
    this.#users.set(key(user.username, user.realm), { ...user });
  }

  delete(username: string, realm: Realm): boolean {
    return this.#users.delete(key(username, realm));
  }

  /** `{ users: [{ username, firstName, lastName, email, realm?, password? }] }`: added, or replaced by name. */
  seed(data: unknown): void {
    const users = (data as { users?: unknown } | null)?.users;
    if (!Array.isArray(users)) throw new Error('IQ seed: expected { "users": [...] }');
    for (const name of Object.keys(data as object))
      refuseUnknown(name, ['users'], 'IQ seed: there is no member');
    for (const user of users.map(seedUser)) this.put(user);
  }

  snapshot(): { users: Omit<IqUser, 'password' | 'namesRealm'>[] } {
    return { users: [...this.#users.values()].map(({ password: _, namesRealm: __, ...user }) => user) };
  }
}

export function isRealm(name: unknown): name is Realm {
  return (REALMS as readonly unknown[]).includes(name);
}

/** JSON keeps the two apart whatever the name holds. */
function key(username: string, realm: Realm): string {
  return JSON.stringify([realm, username]);
}

function generatedUser(n: number): IqUser {
  const username = `user${String(n).padStart(4, '0')}`;
  const email = `${username}@example.com`;
  return { username, firstName: 'User', lastName: `Number ${n}`, email, realm: 'Internal' };
}

function seedUser(candidate: unknown, i: number): IqUser {
  const user = (candidate ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(user)) {
    refuseUnknown(name, [...NAMES, 'realm', 'password'], `IQ seed: users[${i}] has no member`);
  }
  for (const name of NAMES) {
    const value = user[name];
    if (typeof value !== 'string' || value === '') {
      throw new Error(`IQ seed: users[${i}].${name} must be a non-empty string`);
    }
  }
  const { realm = 'Internal', password } = user;
  if (!isRealm(realm)) throw new Error(`IQ seed: users[${i}].realm must be one of ${REALMS.join(', ')}`);
  if (password !== undefined && typeof password !== 'string') {
    throw new Error(`IQ seed: users[${i}].password must be a string`);
  }
  const { username, firstName, lastName, email } = user as unknown as IqUser;
  return { username, firstName, lastName, email, realm, ...(password !== undefined && { password }) };
}
