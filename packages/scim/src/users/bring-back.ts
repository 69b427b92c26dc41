import type { RequestContext } from '../context.js';
import { fold } from '../protocol/filter/compare.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { asFound, type FoundUser } from './find-user.js';
import { makeAccount } from './make-account.js';
import { personCalled, taken } from './person-called.js';
import { remember } from './records.js';
import { contentOf } from './remove-account.js';

/**
 * Changes somebody who was removed: what is asked for is kept, and the account is made again when it is to be active. The
 * intent stands in the store before the vendor hears of it, so that an account whose answer was lost is known by its name.
 *
 * @throws ScimError 409 uniqueness: another has the name.
 */
export async function changeRemoved(
  context: RequestContext,
  record: PersonRecord,
  found: FoundUser,
  next: JsonObject,
): Promise<FoundUser> {
  const { system, note } = context;
  const userName = String(next.userName);
  const kept: PersonRecord = {
    ...record,
    userName: fold(userName),
    data: { ...record.data, resource: contentOf(next) },
  };
  const namesake = await system.store.byUserName(system.name, 'User', fold(userName));
  if (namesake && namesake.id !== found.id) throw taken('userName');
  if (await personCalled(context, userName)) throw taken('userName');
  await remember(system, kept);
  if (next.active !== true) {
    if (JSON.stringify(contentOf(next)) !== JSON.stringify(contentOf(found.resource)))
      note.outcome = 'changed';
    return asFound(context, { id: found.id, record: kept });
  }
  const account = await makeAccount(context, next, record.data?.securityProfile, () =>
    remember(system, found.record ?? record),
  );
  const { userName: _, data: __, ...rest } = kept;
  const live: PersonRecord = { ...rest, state: 'live', accountId: account.id };
  await remember(system, live);
  note.outcome = 'reactivated';
  return asFound(context, { id: found.id, record: live }, account);
}
