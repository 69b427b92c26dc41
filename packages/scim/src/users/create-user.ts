import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import { fold } from '../protocol/filter/compare.js';
import type { Json, JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { changeUser } from './change-user.js';
import { asFound, type FoundUser } from './find-user.js';
import { naturalId, ownId } from './ids.js';
import { exclusively } from './locks.js';
import { makeAccount } from './make-account.js';
import { personCalled, taken } from './person-called.js';
import { readUser } from './read-user.js';
import { remember } from './records.js';
import { continueRemoval } from './remove-account.js';
import { userNameOf, valuesOf } from './resource.js';

/**
 * Makes a person. A create whose outcome was lost is taken up by the next try: the intent stands in the store before the
 * vendor hears of it.
 *
 * @throws ScimError 409 uniqueness: the name or the externalId is another's.
 */
export async function createUser(context: RequestContext, body: Json): Promise<FoundUser> {
  const resource = readUser(context, body);
  const userName = String(resource.userName);
  const externalId = typeof resource.externalId === 'string' ? resource.externalId : undefined;
  context.note.userName = userName;
  const names = [`name:${fold(userName)}`, ...(externalId === undefined ? [] : [`external:${externalId}`])];
  return exclusively(context, names, async () => {
    const begun = await earlierAttempt(context, userName, externalId);
    const existing = await personCalled(context, userName);
    if (existing && !begun) throw taken('userName');
    const record = begun ?? (await begin(context, userName, externalId));
    if (existing) return adopt(context, record, existing, resource);
    if (resource.active === false) return createClosed(context, record, resource);
    return finish(context, record, await create(context, record, resource));
  });
}

/** A create of the same person that was begun and not finished. */
async function earlierAttempt(
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
  await finish(context, record, made);
  throw taken(record.externalId === undefined ? 'userName' : 'externalId');
}

async function begin(
  { system }: RequestContext,
  userName: string,
  externalId: string | undefined,
): Promise<PersonRecord> {
  const record: PersonRecord = {
    system: system.name,
    kind: 'User',
    id: ownId(),
    state: 'creating',
    userName: fold(userName),
    ...(externalId !== undefined && { externalId }),
  };
  if (!(await system.store.insert(record))) throw taken('externalId');
  return record;
}

/** A vendor that says no to a create has made nothing: the intent ends. After anything else it stays. */
async function create(context: RequestContext, record: PersonRecord, resource: JsonObject): Promise<Account> {
  const { system } = context;
  try {
    return await makeAccount(context, resource);
  } catch (error) {
    if (saysNo(error)) await system.store.remove(record);
    throw error;
  }
}

/** Whether nothing was made: refused before it was sent, or by the vendor with a reason. */
function saysNo(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = 'status' in error ? Number(error.status) : 0;
  return error.name === 'InvalidInputError' || (status >= 400 && status < 500 && status !== 408);
}

/** The account is there: from now on the record keeps only what the vendor has no place for. */
async function finish(context: RequestContext, record: PersonRecord, person: Account): Promise<FoundUser> {
  const { system, note } = context;
  const natural = naturalId(person.id);
  const holder = await system.store.get({ ...record, id: natural });
  const { userName: _, data: __, ...rest } = record;
  // An id that was used before is never used again.
  const id = record.state === 'creating' && !holder ? natural : record.id;
  const live: PersonRecord = { ...rest, id, state: 'live', accountId: person.id };
  if (!(await system.store.update(live, record.id)))
    throw later('The record of this person is being written.', 1000);
  const kept = await remember(system, live);
  system.snapshots.clear();
  Object.assign(note, { id, userName: userNameOf(person, system.accounts.capabilities), outcome: 'created' });
  return asFound(context, id, person, kept);
}

/** The account that an earlier attempt made, brought to what is asked for now. */
async function adopt(
  context: RequestContext,
  record: PersonRecord,
  person: Account,
  resource: JsonObject,
): Promise<FoundUser> {
  const found = await finish(context, record, person);
  const changed = await changeUser(context, found, { ...found.resource, ...resource });
  context.note.outcome = 'created';
  return changed;
}

/** Somebody who is not to log in yet. */
async function createClosed(
  context: RequestContext,
  record: PersonRecord,
  resource: JsonObject,
): Promise<FoundUser> {
  const { system, note } = context;
  if (system.policy === 'remove') {
    const removed: PersonRecord = { ...record, state: 'removed', data: { resource } };
    if (!(await system.store.update(removed)))
      throw later('The record of this person is being written.', 1000);
    system.snapshots.clear();
    Object.assign(note, { id: record.id, outcome: 'created' });
    return asFound(context, record.id, undefined, removed);
  }
  if (typeof system.policy !== 'object') {
    const open = await finish(context, record, await create(context, record, resource));
    const closed = await changeUser(context, open, { ...open.resource, active: false });
    note.outcome = 'created';
    return closed;
  }
  const roles = valuesOf(resource, 'roles') ?? [];
  const input = { ...resource, roles: [{ value: system.policy.role }] };
  const person = await create(context, record, input);
  const found = await finish(context, { ...record, data: { roles } }, person);
  const live: PersonRecord = {
    ...(found.record ?? { ...record, id: found.id, accountId: person.id }),
    state: 'live',
    data: { roles },
  };
  return asFound(context, found.id, person, await remember(system, live));
}
