import type { Account, AccountPatch } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { asRead, reread } from './reading.js';
import { staged } from './staged.js';

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
  const sent = await withoutPlaceless(context, patch);
  if (Object.keys(sent).length === 0) return person;
  const { account, done } = await system.accounts.change(person.id, sent, { signal });
  if (done.some(({ kind }) => kind === 'change-staged')) {
    throw staged('change');
  }
  note.outcome = 'changed';
  return account ? asRead(context, account) : reread(context, person);
}

/** A console with IBM's resources has no place for names (IBM): they are left out, as they are of a new account. */
async function withoutPlaceless(
  { note, signal, system }: RequestContext,
  patch: AccountPatch,
): Promise<AccountPatch> {
  const without = await system.accounts.placeless({ signal });
  const leftOut = system.mapping.texts.filter(({ field }) => field in patch && without.includes(field));
  if (leftOut.length === 0) return patch;
  note.leftOut = [...(note.leftOut ?? []), ...leftOut.map(({ at }) => at.path)];
  const fields = Object.entries(patch).filter(([name]) => !leftOut.some(({ field }) => field === name));
  return Object.fromEntries(fields);
}
