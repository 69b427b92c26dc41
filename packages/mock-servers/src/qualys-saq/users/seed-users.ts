import { refuseUnknown } from '../../input/nearest.js';
import { UNWRITABLE } from '../xml/xml.js';
import { canonicalId, MAX_ID, uuid } from './ids.js';
import { MANDATORY, type Tag, type User } from './model.js';

/** The users of the document's two answers, with a tag of ours. Two share an address, and the first has no userName. */
export const DOCUMENTED: readonly User[] = [
  {
    id: '401990',
    uuid: '734d9b3d-d246-4bb6-a028-5a390b47eb2a',
    firstName: 'user',
    lastName: 'user',
    company: 'qualys',
    emailAddress: 'user@abc.com',
  },
  {
    id: '404591',
    uuid: '328ea575-fc9d-4562-aa28-c97e7ba5482f',
    firstName: 'abc-user',
    lastName: 'xyz-user',
    company: 'abc',
    emailAddress: 'user@abc.com',
    userName: 'user',
  },
  {
    id: '404592',
    uuid: '4f6c65b6-e877-43fe-9b45-50993235f60e',
    firstName: 'User',
    lastName: 'pqr',
    company: 'abc',
    emailAddress: 'user2@abc.com',
    userName: 'user2',
    // Whom the spec's example of a search by company and tag finds.
    tags: [{ id: '7508422', name: 'Business Units' }],
  },
];

/** `count` users with the ids that follow the documents'. */
export function generatedUsers(count: number, random: () => number): User[] {
  return Array.from({ length: count }, (_, i) => {
    const userName = `saq-user${String(i + 1).padStart(4, '0')}`;
    return {
      id: String(404593 + i),
      uuid: uuid(random),
      firstName: 'User',
      lastName: `Number ${i + 1}`,
      company: 'Example',
      emailAddress: `${userName}@example.com`,
      userName,
    };
  });
}

/** A user of a seed: what create needs, and whatever else the caller wants to fix. */
type SeedUser = Omit<User, 'id' | 'uuid' | 'tags'> & {
  id?: string;
  uuid?: string;
  tags?: Partial<Tag>[];
};

const OPTIONAL = ['uuid', 'userName', 'title', 'lastScanned'] as const;

/** @throws Error that names the field which is wrong. */
export function seedUser(candidate: unknown, i: number): SeedUser {
  const user = (candidate ?? {}) as Record<string, unknown>;
  const where = `Qualys SAQ seed: users[${i}]`;
  for (const name of Object.keys(user)) {
    refuseUnknown(name, ['id', ...MANDATORY, ...OPTIONAL, 'tags'], `${where} has no member`);
  }
  for (const name of MANDATORY) {
    if (!isText(user[name]) || user[name] === '')
      throw new Error(`${where}.${name} must be a non-empty string`);
  }
  for (const name of OPTIONAL) {
    if (user[name] !== undefined && !isText(user[name])) throw new Error(`${where}.${name} must be a string`);
  }
  const { firstName, lastName, company, emailAddress, userName, title, lastScanned } =
    user as unknown as User;
  return {
    ...(user.id !== undefined && { id: seedId(user.id, `${where}.id`) }),
    ...(user.uuid !== undefined && { uuid: user.uuid as string }),
    ...{ firstName, lastName, company, emailAddress },
    ...(userName !== undefined && { userName }),
    ...(title !== undefined && { title }),
    ...(lastScanned !== undefined && { lastScanned }),
    ...(user.tags !== undefined && { tags: seedTags(user.tags, `${where}.tags`) }),
  };
}

function seedTags(tags: unknown, where: string): Partial<Tag>[] {
  if (!Array.isArray(tags)) throw new Error(`${where} must be a list`);
  return tags.map((candidate, i) => {
    const { id, name } = (candidate ?? {}) as Record<string, unknown>;
    if (id === undefined && name === undefined) throw new Error(`${where}[${i}] must have an id or a name`);
    if (name !== undefined && !isText(name)) throw new Error(`${where}[${i}].name must be a string`);
    return {
      ...(id !== undefined && { id: seedId(id, `${where}[${i}].id`) }),
      ...(name !== undefined && { name }),
    };
  });
}

/** Below the largest id, so that another can follow. */
function seedId(id: unknown, where: string): string {
  const text = Number.isSafeInteger(id) ? String(id) : id;
  const canonical = typeof text === 'string' ? canonicalId(text) : undefined;
  if (canonical === undefined || BigInt(canonical) < 1n || BigInt(canonical) >= MAX_ID) {
    throw new Error(`${where} must be a whole number from 1 to ${MAX_ID - 1n}, best written as a string`);
  }
  return canonical;
}

/** Text that XML can carry. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.search(UNWRITABLE) === -1;
}
