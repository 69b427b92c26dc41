import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import type { Filter } from '../protocol/filter/ast.js';
import { fold } from '../protocol/filter/compare.js';
import { matches } from '../protocol/filter/evaluate.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { asFound, findUser } from './find-user.js';
import { identityOf, mayComeBack } from './identity.js';
import { named } from './named.js';
import { personCalled } from './person-called.js';
import { readingOf } from './reading.js';
import { deployed } from './staged.js';

/** Who may fulfil a filter that names one person, without reading the whole vendor. Undefined for other filters. */
export async function candidates(context: RequestContext, filter: Filter): Promise<JsonObject[] | undefined> {
  const name = named(filter);
  if (!name) return undefined;
  const { system } = context;
  if (name.by === 'id') return byId(context, name.value);
  if (name.by === 'externalId') {
    const record = await system.store.byExternalId(system.name, 'User', name.value);
    return record ? holderOf(context, record) : [];
  }
  let account: Account | undefined;
  try {
    account = deployed(await accountCalled(context, name.value));
  } catch (error) {
    // Several accounts have the address: the walk finds them all.
    if (error instanceof Error && error.name === 'InvalidInputError') return undefined;
    throw error;
  }
  const identity = account && (await identityOf(context, account));
  const found = identity ? [asFound(context, identity, account).resource] : [];
  return [...found, ...(await removed(context, filter, name.value, identity?.id))];
}

/** Who has an externalId: also somebody whose create lost its answer, and who has no id of their own yet. */
async function holderOf(context: RequestContext, record: PersonRecord): Promise<JsonObject[]> {
  if (record.state !== 'creating' || record.userName === undefined) return byId(context, record.id);
  const account = deployed(await personCalled(context, record.userName));
  const identity = account && (await identityOf(context, account));
  return identity?.begun?.id === record.id ? [asFound(context, identity, account).resource] : [];
}

async function accountCalled(context: RequestContext, name: string): Promise<Account | undefined> {
  const { accounts } = context.system;
  const account = await accounts.find(name, readingOf(context));
  // Qualys compares texts with their case (unconfirmed); most addresses are in small letters.
  const small = name.toLowerCase();
  if (account || small === name || accounts.vendor !== 'qualys-saq') return account;
  return accounts.find(small, readingOf(context));
}

/** Those who were removed, may come back and fulfil the filter. One whose account is there again is shown by that. */
async function removed(
  context: RequestContext,
  filter: Filter,
  asked: string,
  but: string | undefined,
): Promise<JsonObject[]> {
  const { system } = context;
  const resources: JsonObject[] = [];
  for (const record of await system.store.list(system.name, 'User')) {
    if (!mayComeBack(record) || record.id === but) continue;
    const { resource } = asFound(context, { id: record.id, record });
    if (!matches(filter, resource)) continue;
    // The vendor was asked for this very name, and has nobody.
    const isKnown = but === undefined && record.userName === fold(asked);
    resources.push(...(isKnown ? [resource] : await byId(context, record.id)));
  }
  return resources;
}

async function byId(context: RequestContext, id: string): Promise<JsonObject[]> {
  try {
    return [(await findUser(context, id)).resource];
  } catch (error) {
    if (error instanceof ScimError && error.status === 404) return [];
    throw error;
  }
}
