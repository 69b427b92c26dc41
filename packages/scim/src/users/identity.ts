import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { fold } from '../protocol/filter/compare.js';
import type { PersonRecord } from '../store/store.js';
import { naturalId, ownId } from './ids.js';
import { userNameOf } from './resource.js';

/** Under which SCIM id an account goes, and what is remembered of it. */
export interface Identity {
  id: string;
  record?: PersonRecord;
  /** A create whose outcome was lost and that made this account: the next write finishes it. */
  begun?: PersonRecord;
}

/** Where records are looked up: the store, or all of its records at once. */
export interface Records {
  byAccount(accountId: string): PersonRecord | undefined | Promise<PersonRecord | undefined>;
  byUserName(userName: string): PersonRecord | undefined | Promise<PersonRecord | undefined>;
  byId(id: string): PersonRecord | undefined | Promise<PersonRecord | undefined>;
}

const storedRecords = ({ system: { name, store } }: RequestContext): Records => ({
  byAccount: (accountId) => store.byAccount(name, 'User', accountId),
  byUserName: (userName) => store.byUserName(name, 'User', userName),
  byId: (id) => store.get({ system: name, kind: 'User', id }),
});

/**
 * Everything that gives an account a SCIM id asks here, so that it has the same one everywhere. An account that bears the
 * name of somebody who was removed is that person come back: a reactivation may have lost its answer. It is shown so at
 * once; the next write puts it into the store.
 */
export async function identityOf(
  context: RequestContext,
  account: Account,
  records: Records = storedRecords(context),
): Promise<Identity> {
  const known = await records.byAccount(account.id);
  if (known) return { id: known.id, record: known };
  const { system } = context;
  const namesake = await records.byUserName(fold(userNameOf(account, system)));
  if (namesake && mayComeBack(namesake)) {
    return { id: namesake.id, record: liveAs(namesake, namesake.id, account) };
  }
  const natural = naturalId(account.id);
  // An id that was used before is never used again.
  const isRetired = (await records.byId(natural))?.state === 'retired';
  if (namesake?.state === 'creating') {
    const id = isRetired ? namesake.id : natural;
    return { id, record: liveAs(namesake, id, account), begun: namesake };
  }
  if (!isRetired) return { id: natural };
  const own: PersonRecord = {
    system: system.name,
    kind: 'User',
    id: ownId(),
    state: 'live',
    accountId: account.id,
  };
  const kept = (await system.store.insert(own))
    ? own
    : await system.store.byAccount(system.name, 'User', account.id);
  return { id: (kept ?? own).id, record: kept ?? own };
}

/** Whether somebody was removed by a deactivation, so that they are still listed and may come back under their id. */
export const mayComeBack = ({ state, data }: PersonRecord): boolean =>
  state === 'removed' || (state === 'removing' && data?.becomes === 'removed');

/** The record of somebody whose account is there: the vendor has the name and all the rest. */
function liveAs(
  { system, kind, externalId }: PersonRecord,
  id: string,
  { id: accountId }: Account,
): PersonRecord {
  return { system, kind, id, state: 'live', accountId, ...(externalId !== undefined && { externalId }) };
}
