import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import { sameName } from './read-user.js';
import { readingOf } from './reading.js';
import { userNameOf } from './resource.js';

/**
 * The account with this user name in any case, in one vendor request where the vendor has one for it. Qualys compares
 * texts with their case (unconfirmed), so there another spelling is only found by reading everybody.
 */
export async function personCalled(context: RequestContext, userName: string): Promise<Account | undefined> {
  const { system } = context;
  const { accounts } = system;
  const isCalled = (account: Account) => sameName(userNameOf(account, system), userName);
  const account = await accounts.find(userName, readingOf(context));
  if (account && isCalled(account)) return account;
  if (accounts.vendor !== 'qualys-saq') return undefined;
  for await (const each of accounts.list(readingOf(context))) if (isCalled(each)) return each;
  return undefined;
}

export const taken = (what: 'userName' | 'externalId'): ScimError =>
  new ScimError(409, `Another User has this ${what}.`, 'uniqueness');
