import { type Catalogue, seedCatalogue } from './catalogue.js';
import type { StoredUser } from './model.js';
import { generatedUsers, SEED_ME, seedUsers, TENANT_ID } from './seed-users.js';

/** Deleted users stay findable by `status eq "deleted"`, but only so many, so that a long run does not grow. */
const KEPT_DELETIONS = 100;

/** The tenant: users, roles, groups and who the caller is. One instance per sandbox. */
export class QlikState {
  readonly tenantId = TENANT_ID;
  #catalogue: Catalogue = seedCatalogue;
  #me = SEED_ME;
  #users = new Map<string, StoredUser>();
  #deleted = new Map<string, StoredUser>();
  #byName: readonly StoredUser[] | undefined;
  readonly #generated: number;

  constructor(now: number, generated: number) {
    this.#generated = generated;
    this.reset(now);
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** The id of the user behind the key. */
  get me(): string {
    return this.#me;
  }

  get size(): number {
    return this.#users.size;
  }

  /** Users that are not deleted. */
  users(): StoredUser[] {
    return [...this.#users.values()];
  }

  deletedUsers(): StoredUser[] {
    return [...this.#deleted.values()];
  }

  find(id: string): StoredUser | undefined {
    return this.#users.get(id);
  }

  bySubject(subject: string): StoredUser | undefined {
    return this.users().find((user) => user.subject === subject);
  }

  /** Emails are compared without regard to case. */
  byEmail(email: string): StoredUser | undefined {
    const wanted = email.toLowerCase();
    return this.users().find((user) => user.email.toLowerCase() === wanted);
  }

  /** Users in a given order, sorted once per change. */
  sortedByName(compare: (a: StoredUser, b: StoredUser) => number): readonly StoredUser[] {
    this.#byName ??= this.users().sort(compare);
    return this.#byName;
  }

  put(user: StoredUser): void {
    this.#users.set(user.id, user);
    this.#byName = undefined;
  }

  remove(user: StoredUser, at: string): void {
    this.#users.delete(user.id);
    this.#byName = undefined;
    const { inviteExpiresAt: _, ...rest } = user;
    this.#deleted.set(user.id, { ...rest, status: 'deleted', lastUpdatedAt: at });
    const oldest = this.#deleted.keys().next().value;
    if (this.#deleted.size > KEPT_DELETIONS && oldest !== undefined) this.#deleted.delete(oldest);
  }

  replaceAll(content: { users: readonly StoredUser[]; me: string; catalogue: Catalogue }): void {
    this.#users = new Map(content.users.map((user) => [user.id, user]));
    this.#deleted.clear();
    this.#me = content.me;
    this.#catalogue = content.catalogue;
    this.#byName = undefined;
  }

  reset(now: number): void {
    const users = [...seedUsers(now), ...generatedUsers(this.#generated)];
    this.replaceAll({ users, me: SEED_ME, catalogue: seedCatalogue });
  }
}
