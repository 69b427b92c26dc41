import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { fold } from '../protocol/filter/compare.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { changeRemoved } from './bring-back.js';
import { byRole, forgetRoles } from './close-by-role.js';
import { differences } from './differences.js';
import { asFound, type FoundUser } from './find-user.js';
import { exclusively } from './locks.js';
import { noteOtherAddresses } from './other-addresses.js';
import { personCalled, taken } from './person-called.js';
import { refuseOwn } from './policy.js';
import { sameName } from './read-user.js';
import { reread } from './reading.js';
import { remember } from './records.js';
import { removeAccount } from './remove-account.js';
import { sendChange } from './send-change.js';

/**
 * Brings a person to what `next` says, which has everything that the system stores. Nothing is sent where nothing differs.
 *
 * @throws ScimError 400 mutability, 409 uniqueness, 503.
 */
export async function changeUser(
  context: RequestContext,
  found: FoundUser,
  next: JsonObject,
): Promise<FoundUser> {
  const { system, note } = context;
  noteOtherAddresses(context, found.resource, next);
  const record = await withExternalId(context, found, next);
  note.outcome = 'unchanged';
  const changed = await changeEither(context, found, record, next);
  if (changed.resource.externalId !== found.resource.externalId && note.outcome === 'unchanged') {
    note.outcome = 'changed';
  }
  system.snapshots.clear();
  return changed;
}

async function changeEither(
  context: RequestContext,
  found: FoundUser,
  record: PersonRecord | undefined,
  next: JsonObject,
): Promise<FoundUser> {
  const { person } = found;
  if (!person) return record ? changeRemoved(context, record, found, next) : found;
  const change = () => changeAccount(context, { ...found, ...(record && { record }) }, person, next);
  const userName = String(next.userName);
  if (sameName(userName, String(found.resource.userName))) return change();
  return exclusively(context, [`name:${fold(userName)}`], async () => {
    await refuseTakenName(context, userName);
    return change();
  });
}

/** The record with the externalId that is asked for, not yet kept. */
async function withExternalId(
  { system }: RequestContext,
  { id, person, record }: FoundUser,
  next: JsonObject,
): Promise<PersonRecord | undefined> {
  const externalId = typeof next.externalId === 'string' ? next.externalId : undefined;
  if (externalId === record?.externalId) return record;
  if (externalId !== undefined) {
    const holder = await system.store.byExternalId(system.name, 'User', externalId);
    if (holder && holder.id !== id) throw taken('externalId');
  }
  const { externalId: _, ...rest } = record ?? {
    system: system.name,
    kind: 'User' as const,
    id,
    state: 'live' as const,
    ...(person && { accountId: person.id }),
  };
  return { ...rest, ...(externalId !== undefined && { externalId }) };
}

async function changeAccount(
  context: RequestContext,
  found: FoundUser,
  person: Account,
  next: JsonObject,
): Promise<FoundUser> {
  const { system, note } = context;
  const isActive = found.resource.active === true;
  const willBeActive = next.active !== false;
  const patch = differences(system, found.resource, next);
  if (isActive && !willBeActive && system.policy === 'remove') {
    const gone = await removeAccount(context, found.id, person, found.record, 'removed', next);
    note.outcome = 'deactivated';
    return asFound(context, { id: found.id, record: gone });
  }
  const { sent, record } = byRole(context, found, person, patch, next);
  const kept = record && (await remember(system, record));
  let account = await sendChange(context, person, sent);
  if (isActive !== willBeActive) {
    account = await openOrClose(context, account, willBeActive);
    note.outcome = willBeActive ? 'reactivated' : 'deactivated';
  }
  const settled = willBeActive && kept?.data?.roles ? await forgetRoles(context, kept) : kept;
  return asFound(context, { id: found.id, ...(settled && { record: settled }) }, account);
}

/** A name of somebody who was removed and may come back is not free either; that of a create that made nothing is. */
async function refuseTakenName(context: RequestContext, userName: string): Promise<void> {
  const { name, store } = context.system;
  if (await personCalled(context, userName)) throw taken('userName');
  const holder = await store.byUserName(name, 'User', fold(userName));
  if (holder?.state === 'creating') await store.remove(holder);
  else if (holder) throw taken('userName');
}

async function openOrClose(context: RequestContext, account: Account, open: boolean): Promise<Account> {
  const { system, signal } = context;
  if (system.policy !== 'disable') return account;
  if (!open) refuseOwn(account);
  const { id } = account;
  const result = open
    ? await system.accounts.enable(id, { signal })
    : await system.accounts.disable(id, { signal });
  return result.account ?? reread(context, account);
}
