import { invalidRequest } from '../http/refusal.js';
import { saqSchema } from '../xml/xsd.js';
import { compileCriteria } from './criteria.js';
import type { ServiceRequest, ServiceResponse, User } from './model.js';
import type { Users } from './users.js';

export function createUsers(users: Users, { users: writes }: ServiceRequest): ServiceResponse {
  return success(users.create(writes));
}

/** Paging is that of sister modules: a page ends with lastId, the next asks for `id GREATER lastId`. */
export function searchUsers(users: Users, { filters, limitResults }: ServiceRequest): ServiceResponse {
  const limit = limitResults ?? saqSchema().defaultPageSize;
  const found = users.matching(compileCriteria(filters));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  const { count, users: answered } = success(page);
  return {
    responseCode: 'SUCCESS',
    count,
    hasMoreRecords: more,
    ...(more && { lastId: last.id }),
    users: answered,
  };
}

export function countUsers(users: Users, { filters }: ServiceRequest): ServiceResponse {
  return { responseCode: 'SUCCESS', count: users.matching(compileCriteria(filters)).length };
}

export function getUser(users: Users, id: string): ServiceResponse {
  return success([users.get(id)]);
}

/** The id of the path counts, whatever the body says (Qualys). */
export function updateUser(users: Users, id: string, { users: writes }: ServiceRequest): ServiceResponse {
  return idsOf(users.update(writes.map((write) => ({ id, write }))));
}

/**
 * With filters one User for all matches (Qualys), without them one User per id (third party). Unconfirmed: no
 * match is a success with the count 0, and the answer holds the ids alone.
 */
export function updateUsers(users: Users, { filters, users: writes }: ServiceRequest): ServiceResponse {
  if (filters === undefined)
    return idsOf(users.update(writes.map((write) => ({ id: idOf(write.id), write }))));
  const [write] = writes;
  if (write === undefined || writes.length > 1) {
    throw invalidRequest('With filters, data must hold one User for all matches.', 'Send one User.');
  }
  if (write.id !== undefined) {
    throw invalidRequest('With filters, the User must not have an id.', 'Send filters or ids, not both.');
  }
  const matches = users.matching(compileCriteria(filters));
  return idsOf(users.update(matches.map(({ id }) => ({ id, write }))));
}

export function deleteUser(users: Users, id: string): ServiceResponse {
  return idsOf(users.remove([id]));
}

/** Deletes by filters (Qualys), or by the ids in data (unconfirmed). Without both it is refused: it would mean everybody. */
export function deleteUsers(users: Users, { filters, users: named }: ServiceRequest): ServiceResponse {
  if ((filters === undefined) === (named.length === 0)) {
    throw invalidRequest(
      'The request must name the users to delete either by filters or in data.',
      'Send filters, or data with one User per id.',
    );
  }
  const ids =
    filters === undefined
      ? named.map(({ id }) => idOf(id))
      : users.matching(compileCriteria(filters)).map(({ id }) => id);
  return idsOf(users.remove(ids));
}

function success(users: ServiceResponse['users'] & object): ServiceResponse {
  return { responseCode: 'SUCCESS', count: users.length, users };
}

/** Update and delete answer the ids alone (Qualys for delete; a sister module for update). */
function idsOf(users: readonly User[]): ServiceResponse {
  return success(users.map(({ id }) => ({ id })));
}

function idOf(id: string | undefined): string {
  if (id !== undefined) return id;
  throw invalidRequest('A User in data has no id.', 'Send filters, or an id with every User.');
}
