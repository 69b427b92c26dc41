import { randomUUID } from 'node:crypto';

/**
 * The SCIM id of an account. It is made of the vendor's id, so that it is the same after the store was lost. Only what
 * must differ from it is in the store: a person who came back under another account, an account whose id was used before.
 */
export const naturalId = (accountId: string): string => `a${Buffer.from(accountId).toString('base64url')}`;

/** The vendor's id in a natural SCIM id; undefined for any other text. */
export function accountIdOf(id: string): string | undefined {
  if (!/^a[\w-]+$/.test(id)) return undefined;
  const accountId = Buffer.from(id.slice(1), 'base64url').toString();
  return naturalId(accountId) === id ? accountId : undefined;
}

/** An id that no account has by nature. */
export const ownId = (): string => `s${randomUUID()}`;
