import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { type Identity, identityOf, mayComeBack } from './identity.js';
import { accountIdOf } from './ids.js';
import { personCalled } from './person-called.js';
import { readingOf } from './reading.js';
import { shownResource } from './shown-resource.js';
import { deployed } from './staged.js';

/** A person under their SCIM id: who the vendor has, what the store remembers, and what clients see. */
export interface FoundUser extends Identity {
  /** Absent for one who was removed and may come back. */
  person?: Account;
  resource: JsonObject;
}

/**
 * Finds a person by SCIM id, with one vendor request where the vendor finds a name in one.
 *
 * @throws ScimError 404.
 */
export async function findUser(context: RequestContext, id: string): Promise<FoundUser> {
  const { system } = context;
  const record = await system.store.get({ system: system.name, kind: 'User', id });
  const person = deployed(await personOf(context, id, record));
  if (person) {
    const identity = await identityOf(context, person);
    if (identity.id === id) return asFound(context, identity, person);
  }
  if (record && mayComeBack(record)) return asFound(context, { id, record });
  throw unknownUser(id);
}

export const unknownUser = (id: string): ScimError =>
  new ScimError(404, `There is no User ${JSON.stringify(id.slice(0, 100))}.`);

/** The account that may be this person's: by the vendor's id, and by the name where there is none yet or none any more. */
async function personOf(
  context: RequestContext,
  id: string,
  record: PersonRecord | undefined,
): Promise<Account | undefined> {
  if (record?.state === 'retired') return undefined;
  const accountId = record ? record.accountId : accountIdOf(id);
  const account = accountId === undefined ? undefined : await accountOf(context, accountId);
  if (account || record?.userName === undefined) return account;
  return personCalled(context, nameOf(record, record.userName));
}

/** The name as it was written, where that is known: Qualys finds it at once only so. */
const nameOf = ({ data }: PersonRecord, folded: string): string =>
  typeof data?.resource?.userName === 'string' ? data.resource.userName : folded;

/** An id that no account of this vendor can have is nobody's. */
async function accountOf(context: RequestContext, accountId: string): Promise<Account | undefined> {
  try {
    return await context.system.accounts.get(accountId, readingOf(context));
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidInputError') return undefined;
    throw error;
  }
}

export function asFound(context: RequestContext, identity: Identity, person?: Account): FoundUser {
  return { ...identity, resource: shownResource(context, identity, person), ...(person && { person }) };
}
