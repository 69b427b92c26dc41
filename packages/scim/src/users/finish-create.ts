import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import type { PersonRecord } from '../store/store.js';
import { asFound, type FoundUser } from './find-user.js';
import { naturalId } from './ids.js';
import { taken } from './person-called.js';
import { remember } from './records.js';
import { userNameOf } from './resource.js';

/**
 * The account of a create is there: from now on the record keeps only what the vendor has no place for.
 *
 * @throws ScimError 409 uniqueness: the account is known as somebody else's. 503: the record is being written.
 */
export async function finishCreate(
  context: RequestContext,
  record: PersonRecord,
  person: Account,
): Promise<FoundUser> {
  const { system, note } = context;
  const id = await idFor(context, record, person);
  const { userName: _, data: __, ...rest } = record;
  const live: PersonRecord = { ...rest, id, state: 'live', accountId: person.id };
  if (!(await system.store.update(live, record.id))) {
    throw later('The record of this person is being written.', 1000);
  }
  const kept = await remember(system, live);
  system.snapshots.clear();
  Object.assign(note, { id, userName: userNameOf(person, system), outcome: 'created' });
  return asFound(context, { id, ...(kept && { record: kept }) }, person);
}

/** The natural id, where it is free: an id that was used before is never used again. */
async function idFor(
  { system: { store } }: RequestContext,
  record: PersonRecord,
  person: Account,
): Promise<string> {
  // A list that saw the account before its create was finished gave it an id: clients may know that one.
  const listed = await store.byAccount(record.system, record.kind, person.id);
  if (listed && listed.id !== record.id) {
    const isOnlyListed = listed.state === 'live' && listed.externalId === undefined;
    await store.remove(isOnlyListed ? listed : record);
    if (!isOnlyListed) throw taken('userName');
    return listed.id;
  }
  const natural = naturalId(person.id);
  const isFree = !(await store.get({ ...record, id: natural }));
  return record.state === 'creating' && isFree ? natural : record.id;
}
