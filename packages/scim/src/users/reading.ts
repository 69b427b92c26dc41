import type { Account, ReadOptions } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import { placeOf } from './mapping.js';

/** How accounts are read: with the roles that are kept apart from users, where a User holds them. */
export function readingOf({ system, signal }: Pick<RequestContext, 'system' | 'signal'>): ReadOptions {
  const { accounts, mapping } = system;
  const access = accounts.capabilities.rolesApart && placeOf(mapping, 'roles') !== undefined;
  return { signal, ...(access && { access }) };
}

/** An account as reads have it. The answer to a write lacks the roles that are kept apart, unless it was about them. */
export async function asRead(context: RequestContext, account: Account): Promise<Account> {
  return readingOf(context).access && account.roles === undefined ? reread(context, account) : account;
}

/** @throws ScimError 404. */
export async function reread(context: RequestContext, { id }: Account): Promise<Account> {
  const account = await context.system.accounts.get(id, readingOf(context));
  if (!account) throw new ScimError(404, 'The account is gone.');
  return account;
}
