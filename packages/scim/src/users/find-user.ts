import type { Account } from '@rollcall/accounts';
import type { RequestContext, SystemContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import { accountIdOf, naturalId } from './ids.js';
import { closedByRole } from './policy.js';
import { complete, removedResource, resourceOf, rolesAsValues } from './resource.js';

/** A person under their SCIM id: who the vendor has, what the store remembers, and what clients see. */
export interface FoundUser {
  id: string;
  /** Absent for one who was removed and may come back. */
  person?: Account;
  record?: PersonRecord;
  resource: JsonObject;
}

/**
 * Finds a person by SCIM id, with one vendor request at most.
 *
 * @throws ScimError 404.
 */
export async function findUser(context: RequestContext, id: string): Promise<FoundUser> {
  const { system } = context;
  const record = await system.store.get({ system: system.name, kind: 'User', id });
  if (record?.state === 'removed') return asFound(context, id, undefined, record);
  const accountId = record ? record.accountId : accountIdOf(id);
  if (accountId === undefined || record?.state === 'retired') throw unknownUser(id);
  if (!record && (await belongsToAnother(context, accountId))) throw unknownUser(id);
  const person = await accountOf(context, accountId);
  // The vendor has finished a removal that was started for a deactivation.
  if (!person && record?.state === 'removing' && record.data?.becomes === 'removed') {
    return asFound(context, id, undefined, record);
  }
  if (!person) throw unknownUser(id);
  return asFound(context, id, person, record);
}

export const unknownUser = (id: string): ScimError =>
  new ScimError(404, `There is no User ${JSON.stringify(id.slice(0, 100))}.`);

/** An id that no account of this vendor can have is nobody's. */
async function accountOf(
  { system, signal }: RequestContext,
  accountId: string,
): Promise<Account | undefined> {
  try {
    return await system.accounts.get(accountId, { signal });
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidInputError') return undefined;
    throw error;
  }
}

/** An account that has an id of its own in the store is not there under its natural one. */
async function belongsToAnother({ system }: RequestContext, accountId: string): Promise<boolean> {
  const record = await system.store.byAccount(system.name, 'User', accountId);
  return record !== undefined && record.id !== naturalId(accountId);
}

export function asFound(
  { system, base }: RequestContext,
  id: string,
  person: Account | undefined,
  record: PersonRecord | undefined,
): FoundUser {
  const content =
    person && record?.state !== 'removed'
      ? contentOfPerson(system, person, record)
      : record
        ? removedResource(record)
        : {};
  const resource = complete(id, content, system, base);
  return { id, resource, ...(person && { person }), ...(record && { record }) };
}

/** Somebody closed by a role is shown with the roles that they get back. */
function contentOfPerson(
  system: SystemContext,
  person: Account,
  record: PersonRecord | undefined,
): JsonObject {
  const content = resourceOf(person, system.accounts.capabilities, record?.externalId);
  if (!closedByRole(system, person)) return content;
  const { roles: _, ...rest } = content;
  const roles = record?.data?.roles ?? [];
  return { ...rest, active: false, ...(roles.length > 0 && { roles: rolesAsValues(roles) }) };
}
