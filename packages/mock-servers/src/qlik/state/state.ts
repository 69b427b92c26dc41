import type { Catalogue } from './catalogue.js';
import type { ApiKey, LicenseAssignment, StoredUser } from './model.js';
import { seedCatalogue, TENANT_ID } from './seed-catalogue.js';
import { seedApiKeys, seedLicenses } from './seed-keys.js';
import { generatedUsers, SEED_ME, seedUsers } from './seed-users.js';

/** Deleted users stay findable by `status eq "deleted"`, but only so many, so that a long run does not grow. */
const KEPT_DELETIONS = 100;

export interface TenantContent {
  users: readonly StoredUser[];
  me: string;
  catalogue: Catalogue;
  apiKeys: readonly ApiKey[];
  licenses: readonly LicenseAssignment[];
}

/** The tenant: users, roles, groups, keys, licences and who the caller is. One instance per sandbox. */
export class QlikState {
  readonly tenantId = TENANT_ID;
  #catalogue: Catalogue = seedCatalogue;
  #me = SEED_ME;
  #users = new Map<string, StoredUser>();
  #deleted = new Map<string, StoredUser>();
  #apiKeys = new Map<string, ApiKey>();
  #licenses = new Map<string, LicenseAssignment>();
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

  /** Whether the caller has the role TenantAdmin. */
  get callerIsAdmin(): boolean {
    const admin = this.#catalogue.role({ name: 'TenantAdmin' });
    return admin !== undefined && (this.#users.get(this.#me)?.roleIds.includes(admin.id) ?? false);
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

  /** Revokes the keys that act as the user and frees the licences, too (Qlik help). */
  remove(user: StoredUser, at: string): void {
    this.#users.delete(user.id);
    this.#byName = undefined;
    const { inviteExpiresAt: _, ...rest } = user;
    this.#deleted.set(user.id, { ...rest, status: 'deleted', lastUpdatedAt: at });
    const oldest = this.#deleted.keys().next().value;
    if (this.#deleted.size > KEPT_DELETIONS && oldest !== undefined) this.#deleted.delete(oldest);
    for (const key of this.apiKeys()) if (key.sub === user.id) this.revoke(key, at);
    for (const { id, subject } of this.licenses()) if (subject === user.subject) this.#licenses.delete(id);
  }

  apiKeys(): ApiKey[] {
    return [...this.#apiKeys.values()];
  }

  apiKey(id: string): ApiKey | undefined {
    return this.#apiKeys.get(id);
  }

  revoke(key: ApiKey, at: string): void {
    if (key.status === 'revoked') return;
    this.#apiKeys.set(key.id, { ...key, status: 'revoked', lastUpdated: at });
  }

  deleteKey(id: string): void {
    this.#apiKeys.delete(id);
  }

  licenses(): LicenseAssignment[] {
    return [...this.#licenses.values()];
  }

  putLicense(assignment: LicenseAssignment): void {
    this.#licenses.set(assignment.id, assignment);
  }

  /** Whether there was such an assignment. */
  deleteLicense(id: string): boolean {
    return this.#licenses.delete(id);
  }

  replaceAll(content: TenantContent): void {
    this.#users = new Map(content.users.map((user) => [user.id, user]));
    this.#deleted.clear();
    this.#me = content.me;
    this.#catalogue = content.catalogue;
    this.#apiKeys = new Map(content.apiKeys.map((key) => [key.id, key]));
    this.#licenses = new Map(content.licenses.map((assignment) => [assignment.id, assignment]));
    this.#byName = undefined;
  }

  reset(now: number): void {
    this.replaceAll({
      users: [...seedUsers(now), ...generatedUsers(this.#generated)],
      me: SEED_ME,
      catalogue: seedCatalogue,
      apiKeys: seedApiKeys(),
      licenses: seedLicenses(),
    });
  }
}
