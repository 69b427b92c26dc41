import type { Account, AccountPatch } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { differences } from './differences.js';
import { asFound, type FoundUser } from './find-user.js';
import { makeAccount } from './make-account.js';
import { personCalled, taken } from './person-called.js';
import { closedByRole, refuseOwn } from './policy.js';
import { sameName } from './read-user.js';
import { remember } from './records.js';
import { contentOf, removeAccount } from './remove-account.js';
import { valuesOf } from './resource.js';

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
  const record = await withExternalId(context, found, next);
  note.outcome = 'unchanged';
  const changed = found.person
    ? await changeAccount(context, { ...found, ...(record && { record }) }, found.person, next)
    : await changeRemoved(context, record, found, next);
  if (changed.resource.externalId !== found.resource.externalId && note.outcome === 'unchanged') {
    note.outcome = 'changed';
  }
  system.snapshots.clear();
  return changed;
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
  const { system, note, signal } = context;
  const isActive = found.resource.active === true;
  const willBeActive = next.active !== false;
  const patch = differences(system, found.resource, next);
  await refuseTakenName(context, found.resource, next);
  if (isActive && !willBeActive && system.policy === 'remove') {
    const gone = await removeAccount(context, found.id, person, found.record, 'removed', next);
    note.outcome = 'deactivated';
    return asFound(context, found.id, undefined, gone);
  }
  const { sent, record } = byRole(context, found, person, patch, next);
  const kept = record && (await remember(system, record));
  let account = person;
  if (Object.keys(sent).length > 0) {
    account =
      (await system.accounts.change(person.id, sent, { signal })).account ?? (await reread(context, person));
    note.outcome = 'changed';
  }
  if (isActive !== willBeActive) {
    account = await openOrClose(context, account, willBeActive);
    note.outcome = willBeActive ? 'reactivated' : 'deactivated';
  }
  // Roles to give back are kept as long as they are needed.
  const settled = willBeActive && kept?.data?.roles ? await forgetRoles(context, kept) : kept;
  return asFound(context, found.id, account, settled);
}

async function refuseTakenName(context: RequestContext, before: JsonObject, next: JsonObject): Promise<void> {
  const userName = String(next.userName);
  if (sameName(userName, String(before.userName))) return;
  if (await personCalled(context, userName)) throw taken('userName');
}

async function reread({ system, signal }: RequestContext, { id }: Account): Promise<Account> {
  const account = await system.accounts.get(id, { signal });
  if (!account) throw new ScimError(404, 'The account is gone.');
  return account;
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

/** Under the policy `role`, closing and opening are changes of roles. Who is closed keeps the asked roles for later. */
function byRole(
  { system }: RequestContext,
  found: FoundUser,
  person: Account,
  patch: AccountPatch,
  next: JsonObject,
): { sent: AccountPatch; record: PersonRecord | undefined } {
  const { policy } = system;
  if (typeof policy !== 'object') return { sent: patch, record: found.record };
  const isClosed = closedByRole(system, person);
  const { roles: _, ...others } = patch;
  const asked = valuesOf(next, 'roles') ?? [];
  const base = found.record ?? {
    system: system.name,
    kind: 'User' as const,
    id: found.id,
    state: 'live' as const,
    accountId: person.id,
  };
  if (next.active === false) {
    if (!isClosed) refuseOwn(person);
    const sent = isClosed ? others : { ...others, roles: [policy.role] };
    return { sent, record: { ...base, data: { ...base.data, roles: asked } } };
  }
  if (!isClosed) return { sent: patch, record: found.record };
  if (asked.length === 0) {
    throw new ScimError(
      400,
      'Which roles this person had is not known any more; send roles together with active.',
      'invalidValue',
    );
  }
  return { sent: { ...others, roles: asked }, record: base };
}

async function forgetRoles(
  { system }: RequestContext,
  record: PersonRecord,
): Promise<PersonRecord | undefined> {
  const { data: _, ...rest } = record;
  return remember(system, rest);
}

/** Somebody who was removed: what is asked for is kept, and the account is made again when it is to be active. */
async function changeRemoved(
  context: RequestContext,
  record: PersonRecord | undefined,
  found: FoundUser,
  next: JsonObject,
): Promise<FoundUser> {
  const { system, note } = context;
  if (!record) return found;
  const kept: PersonRecord = { ...record, data: { resource: contentOf(next) } };
  await remember(system, kept);
  if (next.active !== true) {
    if (JSON.stringify(contentOf(next)) !== JSON.stringify(contentOf(found.resource)))
      note.outcome = 'changed';
    return asFound(context, found.id, undefined, kept);
  }
  const existing = await personCalled(context, String(next.userName));
  const account = existing ?? (await makeAccount(context, next));
  const { userName: _, data: __, ...rest } = kept;
  const live: PersonRecord = { ...rest, state: 'live', accountId: account.id };
  await remember(system, live);
  note.outcome = 'reactivated';
  return asFound(context, found.id, account, live);
}
