import { refuseUnknown } from '../../input/nearest.js';
import { invalidRequest } from '../http/refusal.js';
import type { Matcher } from './criteria.js';
import { canonicalId, compareIds, uuid } from './ids.js';
import { MANDATORY, type Tag, type User, type UserWrite } from './model.js';
import { DOCUMENTED, seedUser } from './seed-users.js';
import { TagCatalogue } from './tags.js';

/** The document itself creates two users with `user@abc.com`, so its own addresses may repeat. */
const repeatable = new Set(DOCUMENTED.map(({ emailAddress }) => emailAddress));

/** The users of one sandbox. What changes several users changes all of them or, when it throws, none. */
export class Users {
  readonly #initial: readonly User[];
  readonly #random: () => number;
  #users = new Map<string, User>();
  #tags = new TagCatalogue();
  #lastId = 0n;
  #sorted: User[] | undefined;

  constructor(initial: readonly User[], random: () => number) {
    this.#initial = initial;
    this.#random = random;
    this.reset();
  }

  reset(): void {
    this.#users.clear();
    this.#lastId = 0n;
    this.#put(this.#initial, new TagCatalogue());
  }

  /** By id, ascending. */
  list(): readonly User[] {
    this.#sorted ??= [...this.#users.values()].sort((a, b) => compareIds(a.id, b.id));
    return this.#sorted;
  }

  matching(matches: Matcher): User[] {
    return this.list().filter(matches);
  }

  /** @throws Refusal INVALID_REQUEST: unconfirmed, the answer for an id that no user has. */
  get(id: string): User {
    const user = this.#users.get(id);
    if (user !== undefined) return user;
    throw invalidRequest(`There is no user with the id ${id}.`, 'Send the id of a user that exists.');
  }

  /** Unconfirmed: all or none. userName is the local part of the address, as in the sample. */
  create(writes: readonly UserWrite[]): User[] {
    const tags = this.#tags.copy();
    const created = writes.map((write, i) => {
      const id = (this.#lastId + BigInt(i) + 1n).toString();
      const userName = localPart(write.emailAddress ?? '');
      return changed({ id, uuid: uuid(this.#random), userName } as User, write, tags);
    });
    this.#checkAddresses(created);
    this.#put(created, tags);
    return created;
  }

  /** What a change leaves out stays. A user that is named twice gets both changes. */
  update(changes: readonly { id: string; write: UserWrite }[]): User[] {
    const tags = this.#tags.copy();
    const updated = new Map<string, User>();
    for (const { id, write } of changes) {
      updated.set(id, changed(updated.get(id) ?? this.get(id), write, tags));
    }
    const users = [...updated.values()];
    this.#checkAddresses(users);
    this.#put(users, tags);
    return users;
  }

  remove(ids: readonly string[]): User[] {
    const removed = [...new Set(ids)].map((id) => this.get(id));
    for (const { id } of removed) this.#users.delete(id);
    this.#sorted = undefined;
    return removed;
  }

  /**
   * `{ users?: [...], tags?: [{ id?, name }], replace?: boolean }`: added, or replaced by id; with `replace` nobody else
   * stays.
   */
  seed(data: unknown): void {
    const given = (data ?? {}) as Record<string, unknown>;
    for (const name of Array.isArray(data) ? [] : Object.keys(given)) {
      refuseUnknown(name, ['users', 'tags', 'replace'], 'Qualys SAQ seed: there is no member');
    }
    const { tags = [], replace = false } = given;
    const { users = given.tags === undefined ? undefined : [] } = given;
    if (!Array.isArray(tags)) throw new Error('Qualys SAQ seed: tags must be a list');
    if (!Array.isArray(users)) throw new Error('Qualys SAQ seed: expected { "users": [...] }');
    if (typeof replace !== 'boolean') throw new Error('Qualys SAQ seed: replace must be true or false');
    const seeds = users.map(seedUser);
    let lastId = seeds.reduce((last, { id }) => max(last, BigInt(id ?? 0)), this.#lastId);
    const catalogue = this.#tags.copy();
    catalogue.resolve(tags.map(seedTag));
    const complete = seeds.map(({ tags, ...user }): User => {
      if (user.id === undefined) lastId += 1n;
      const { id = lastId.toString(), uuid: given = uuid(this.#random), ...texts } = user;
      return {
        userName: localPart(user.emailAddress),
        ...texts,
        id,
        uuid: given,
        ...(tags && { tags: catalogue.resolve(tags) }),
      };
    });
    if (replace) this.#users.clear();
    this.#put(complete, catalogue);
  }

  /** The tags that exist, whether a user has them or not; by id. */
  tags(): Tag[] {
    return this.#tags.list();
  }

  snapshot(): { users: User[]; tags: Tag[] } {
    return structuredClone({ users: [...this.list()], tags: this.tags() });
  }

  /** Unconfirmed: an address belongs to one user, whatever its case. */
  #checkAddresses(users: readonly User[]): void {
    const owners = new Map<string, string>();
    const changing = new Set(users.map(({ id }) => id));
    for (const { id, emailAddress } of this.#users.values()) {
      if (!changing.has(id)) owners.set(emailAddress.toLowerCase(), id);
    }
    for (const { id, emailAddress } of users) {
      const address = emailAddress.toLowerCase();
      const isNew = this.#users.get(id)?.emailAddress !== emailAddress;
      if (isNew && owners.has(address) && !repeatable.has(address)) {
        throw invalidRequest(
          `A user with the emailAddress ${emailAddress} exists already.`,
          'Send an address that no other user has.',
        );
      }
      owners.set(address, id);
    }
  }

  #put(users: readonly User[], tags: TagCatalogue): void {
    this.#tags = tags;
    for (const user of users) {
      this.#users.set(user.id, user);
      this.#lastId = max(this.#lastId, BigInt(user.id));
    }
    this.#sorted = undefined;
  }
}

/** A tag that exists though nobody has it. */
function seedTag(candidate: unknown, i: number): Partial<Tag> {
  const { id, name, ...others } = (candidate ?? {}) as Partial<Tag>;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    refuseUnknown(other, ['id', 'name'], `Qualys SAQ seed: tags[${i}] has no member`);
  }
  if (typeof name !== 'string' || name === '') {
    throw new Error(`Qualys SAQ seed: tags[${i}].name must be a non-empty string`);
  }
  if (id === undefined) return { name };
  const known = canonicalId(String(id));
  if (known === undefined) throw new Error(`Qualys SAQ seed: tags[${i}].id must be an id`);
  return { id: known, name };
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function localPart(emailAddress: string): string {
  return emailAddress.split('@', 1)[0] ?? '';
}

function changed(user: User, { id: _, tags, ...texts }: UserWrite, catalogue: TagCatalogue): User {
  const result = { ...user, ...texts, ...(tags && { tags: catalogue.change(user.tags ?? [], tags) }) };
  const blank = MANDATORY.find((name) => result[name].trim() === '');
  if (blank === undefined) return result;
  throw invalidRequest(`The element ${blank} is empty.`, 'Send a value for every mandatory element.');
}
