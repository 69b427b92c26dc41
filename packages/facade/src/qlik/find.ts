import { InvalidInputError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { kindOf } from '../util/check.js';
import { type Filter, where } from './filter.js';
import type { QlikUser, UserLookup } from './types.js';

interface Listing {
  list(query: { filter: Filter }, options?: CallOptions): Paged<QlikUser>;
}

/**
 * Looks a user up by a filter. Qlik compares without regard to case; of several users the one that is spelt exactly so is
 * taken, and if that does not settle it, it is better to stop than to pick somebody.
 */
export async function findUser(
  users: Listing,
  who: UserLookup,
  options?: CallOptions,
): Promise<QlikUser | undefined> {
  const [field, value] = lookup(who);
  const matches: QlikUser[] = [];
  for await (const user of users.list({ filter: where(field, 'eq', value) }, options)) {
    // Should the filter be ignored, everybody comes: users are compared here too.
    const has: unknown = user[field];
    if (typeof has === 'string' && has.toLowerCase() === value.toLowerCase()) matches.push(user);
  }
  const exact = matches.filter((user) => user[field] === value);
  const [user, ...others] = exact.length === 1 ? exact : matches;
  if (others.length === 0) return user;
  const list = matches.map(({ id, subject }) => `${id} (subject ${subject ?? 'unknown'})`).join(', ');
  throw new InvalidInputError(`${field} '${value}' is ambiguous: ${list}; use get() with the id`);
}

function lookup(who: UserLookup): ['email' | 'subject', string] {
  const by: { email?: unknown; subject?: unknown } = typeof who === 'string' ? { email: who } : (who ?? {});
  const field = by.subject === undefined ? 'email' : 'subject';
  const value = by[field];
  if (by.email !== undefined && by.subject !== undefined) {
    throw new InvalidInputError('find takes an email or a subject, not both');
  }
  if (typeof value !== 'string' || value === '') {
    throw new InvalidInputError(
      `find needs an email or a subject, not ${value === '' ? 'an empty text' : kindOf(value)}`,
    );
  }
  return [field, value];
}
