import type { Account, AccountPatch } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import type { FoundUser } from './find-user.js';
import { placeNeeded } from './mapping.js';
import { closedByRole, refuseOwn } from './policy.js';
import { remember } from './records.js';
import { valuesOf } from './resource.js';

/** Under the policy `role`, closing and opening are changes of roles. Who is closed keeps the asked roles for later. */
export function byRole(
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
  const asked = valuesOf(next, placeNeeded(system.mapping, 'roles')) ?? [];
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

/** Roles to give back are kept as long as they are needed. */
export async function forgetRoles(
  { system }: RequestContext,
  record: PersonRecord,
): Promise<PersonRecord | undefined> {
  const { data: _, ...rest } = record;
  return remember(system, rest);
}
