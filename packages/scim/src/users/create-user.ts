import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import { fold } from '../protocol/filter/compare.js';
import type { Json, JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { changeUser } from './change-user.js';
import { earlierAttempt } from './earlier-attempt.js';
import { asFound, type FoundUser } from './find-user.js';
import { finishCreate } from './finish-create.js';
import { ownId } from './ids.js';
import { exclusively } from './locks.js';
import { makeAccount } from './make-account.js';
import { placeNeeded } from './mapping.js';
import { noteOtherAddresses } from './other-addresses.js';
import { personCalled, taken } from './person-called.js';
import { readUser } from './read-user.js';
import { remember } from './records.js';
import { valuesOf } from './resource.js';
import { refuseStaged } from './staged.js';

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
  noteOtherAddresses(context, {}, resource);
  const names = [`name:${fold(userName)}`, ...(externalId === undefined ? [] : [`external:${externalId}`])];
  return exclusively(context, names, async () => {
    const begun = await earlierAttempt(context, userName, externalId);
    const existing = await personCalled(context, userName);
    if (existing) refuseStaged(existing);
    if (existing && !begun) throw taken('userName');
    const record = begun ?? (await begin(context, userName, externalId));
    if (existing) return adopt(context, record, existing, resource);
    if (resource.active === false) return createClosed(context, record, resource);
    return finishCreate(context, record, await create(context, record, resource));
  });
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
const create = (context: RequestContext, record: PersonRecord, resource: JsonObject): Promise<Account> =>
  makeAccount(context, resource, undefined, () => context.system.store.remove(record));

/** The account that an earlier attempt made, brought to what is asked for now. */
async function adopt(
  context: RequestContext,
  record: PersonRecord,
  person: Account,
  resource: JsonObject,
): Promise<FoundUser> {
  const found = await finishCreate(context, record, person);
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
    return asFound(context, { id: record.id, record: removed });
  }
  if (typeof system.policy !== 'object') {
    const open = await finishCreate(context, record, await create(context, record, resource));
    const closed = await changeUser(context, open, { ...open.resource, active: false });
    note.outcome = 'created';
    return closed;
  }
  const at = placeNeeded(system.mapping, 'roles');
  const roles = valuesOf(resource, at) ?? [];
  const input = { ...resource, [at]: [{ value: system.policy.role }] };
  const person = await create(context, record, input);
  const found = await finishCreate(context, { ...record, data: { roles } }, person);
  const live: PersonRecord = {
    ...(found.record ?? { ...record, id: found.id, accountId: person.id }),
    state: 'live',
    data: { roles },
  };
  const kept = await remember(system, live);
  return asFound(context, { id: found.id, ...(kept && { record: kept }) }, person);
}
