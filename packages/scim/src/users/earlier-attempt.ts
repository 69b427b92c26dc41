import type { RequestContext } from '../context.js';
import { fold } from '../protocol/filter/compare.js';
import type { PersonRecord } from '../store/store.js';
import { finishCreate } from './finish-create.js';
import { personCalled, taken } from './person-called.js';
import { continueRemoval } from './remove-account.js';

/**
 * A create of the same person that was begun and not finished.
 *
 * @throws ScimError 409 uniqueness: the name or the externalId is another's.
 */
export async function earlierAttempt(
  context: RequestContext,
  userName: string,
  externalId: string | undefined,
): Promise<PersonRecord | undefined> {
  const { name, store } = context.system;
  const byName = await store.byUserName(name, 'User', fold(userName));
  const byExternalId =
    externalId === undefined ? undefined : await store.byExternalId(name, 'User', externalId);
  for (const record of [byName, byExternalId]) {
    if (record?.state === 'removing' && record.data?.becomes === 'retired') {
      await continueRemoval(context, record);
    } else if (record && record.state !== 'creating') await refuseUnlessGone(context, record, userName);
  }
  const begun = byName?.state === 'creating' ? byName : undefined;
  if (byExternalId?.state === 'creating' && byExternalId.id !== begun?.id) {
    // The same person under another name: what the first attempt did is looked at by its own name.
    await forgetUnlessMade(context, byExternalId);
  }
  if (begun && begun.externalId !== externalId) await forgetUnlessMade(context, begun);
  return begun && begun.externalId === externalId ? begun : undefined;
}

/** A record of somebody whom the vendor no longer has holds no name. */
async function refuseUnlessGone(
  { system, signal }: RequestContext,
  record: PersonRecord,
  userName: string,
): Promise<void> {
  const isLive = record.state === 'live' && record.accountId !== undefined;
  if (isLive && !(await system.accounts.get(String(record.accountId), { signal }))) {
    await system.store.remove(record);
    return;
  }
  throw taken(record.userName === fold(userName) ? 'userName' : 'externalId');
}

async function forgetUnlessMade(context: RequestContext, record: PersonRecord): Promise<void> {
  const made = record.userName && (await personCalled(context, record.userName));
  if (!made) return context.system.store.remove(record);
  await finishCreate(context, record, made);
  throw taken(record.externalId === undefined ? 'userName' : 'externalId');
}
