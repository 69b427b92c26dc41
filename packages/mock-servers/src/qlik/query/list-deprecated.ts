import { badRequest } from '../http/errors.js';
import type { StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import type { Ordering } from './cursor.js';
import type { Selection } from './selection.js';
import { BY_NAME } from './user-fields.js';

/** The list's deprecated parameters, none of which can be combined with `filter` (document). */
const DEPRECATED_PARAMETERS = [
  'email',
  'endingBefore',
  'role',
  'sortBy',
  'sortOrder',
  'startingAfter',
  'status',
  'subject',
  'tenantId',
] as const;

export function usedDeprecated(query: URLSearchParams): string[] {
  return DEPRECATED_PARAMETERS.filter((name) => query.has(name));
}

/** `email`, `subject`, `role`, `tenantId` and the comma-separated `status`; several of them all have to match. */
export function deprecatedTests(query: URLSearchParams, { catalogue }: QlikState): Selection {
  const tests: ((user: StoredUser) => boolean)[] = [];
  const email = query.get('email')?.toLowerCase();
  if (email !== undefined) tests.push((user) => user.email.toLowerCase() === email);
  const subject = query.get('subject')?.toLowerCase();
  if (subject !== undefined) tests.push((user) => user.subject.toLowerCase() === subject);
  const tenantId = query.get('tenantId');
  if (tenantId !== null) tests.push((user) => user.tenantId === tenantId);
  const role = query.get('role');
  if (role !== null) {
    const id = (catalogue.role({ name: role }) ?? catalogue.role({ id: role }))?.id;
    tests.push((user) => id !== undefined && user.roleIds.includes(id));
  }
  const statuses = readStatuses(query);
  if (statuses !== undefined) tests.push((user) => statuses.includes(user.status));
  return {
    test: (user) => tests.every((test) => test(user)),
    deleted: statuses?.includes('deleted') ?? false,
  };
}

/** `sortBy`, which knows the name alone, and `sortOrder`. */
export function deprecatedOrder(query: URLSearchParams): Ordering<StoredUser> | undefined {
  const sortBy = query.get('sortBy');
  const sortOrder = query.get('sortOrder');
  if (sortBy !== null && sortBy !== 'name') {
    throw badRequest('sortBy can only be name.', { parameter: 'sortBy' });
  }
  if (sortOrder !== null && sortOrder !== 'asc' && sortOrder !== 'desc') {
    throw badRequest('sortOrder is asc or desc.', { parameter: 'sortOrder' });
  }
  if (sortBy === null && sortOrder === null) return undefined;
  return sortOrder === 'desc' ? { ...BY_NAME, name: '-name' } : BY_NAME;
}

interface IdBounds {
  test: (user: StoredUser) => boolean;
  /** `endingBefore`: the page is the last one before the id, not the first. */
  fromEnd: boolean;
}

/** `startingAfter` and `endingBefore`: ids higher or lower than the given one, which need not exist. */
export function idBounds(query: URLSearchParams): IdBounds | undefined {
  const after = query.get('startingAfter');
  const before = query.get('endingBefore');
  if (after !== null && before !== null) {
    throw badRequest('startingAfter cannot be used in conjunction with endingBefore.', {
      parameter: 'endingBefore',
    });
  }
  if (after !== null) return { test: ({ id }) => id > after, fromEnd: false };
  if (before !== null) return { test: ({ id }) => id < before, fromEnd: true };
  return undefined;
}

const LISTED_STATUSES = ['active', 'invited', 'disabled', 'deleted'];

function readStatuses(query: URLSearchParams): string[] | undefined {
  const text = query.get('status');
  if (text === null) return undefined;
  const statuses = text.split(',').map((status) => status.trim().toLowerCase());
  if (statuses.every((status) => LISTED_STATUSES.includes(status))) return statuses;
  throw badRequest(`status is a list of ${LISTED_STATUSES.join(', ')}, separated by commas.`, {
    parameter: 'status',
  });
}
