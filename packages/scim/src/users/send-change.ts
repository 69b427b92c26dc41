import type { Account, AccountPatch } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import { asRead, reread } from './reading.js';

/** How long after which a console may have been deployed. */
const STAGED_MS = 60_000;

/**
 * Sends a change to the vendor, where there is one, and gives the account as it is then.
 *
 * @throws ScimError 503 where the change only holds after a deploy: nothing is said to be done that is not.
 */
export async function sendChange(
  context: RequestContext,
  person: Account,
  patch: AccountPatch,
): Promise<Account> {
  if (Object.keys(patch).length === 0) return person;
  const { system, note, signal } = context;
  const { account, done } = await system.accounts.change(person.id, patch, { signal });
  if (done.some(({ kind }) => kind === 'change-staged')) {
    throw later('The change is staged, and holds after the next deploy of the console.', STAGED_MS);
  }
  note.outcome = 'changed';
  return account ? asRead(context, account) : reread(context, person);
}
