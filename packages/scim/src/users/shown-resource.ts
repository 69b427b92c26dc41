import type { Account } from '@rollcall/accounts';
import type { RequestContext, SystemContext } from '../context.js';
import { groupsOf, groupsShown } from '../groups/grouping.js';
import type { JsonObject } from '../protocol/json.js';
import type { PersonRecord } from '../store/store.js';
import type { Identity } from './identity.js';
import { placeNeeded } from './mapping.js';
import { closedByRole } from './policy.js';
import { complete, removedResource, resourceOf, rolesAsValues } from './resource.js';

/** What clients see of a person: the vendor's account, or what is remembered of somebody who was removed. */
export function shownResource(
  { system, base }: RequestContext,
  { id, record }: Identity,
  person: Account | undefined,
): JsonObject {
  const content = person ? contentOf(system, person, record) : record ? removedResource(record) : {};
  const profile = person ? person.securityProfile?.name : record?.data?.securityProfile;
  const groups = groupsShown(groupsOf(system, content, profile), base);
  return complete(id, { ...content, ...(groups.length > 0 && { groups }) }, system, base);
}

/** Somebody closed by a role is shown with the roles that they get back. */
function contentOf(system: SystemContext, person: Account, record: PersonRecord | undefined): JsonObject {
  const content = resourceOf(person, system, record?.externalId);
  if (!closedByRole(system, person)) return content;
  const at = placeNeeded(system.mapping, 'roles');
  const { [at]: _, ...rest } = content;
  const roles = record?.data?.roles ?? [];
  return { ...rest, active: false, ...(roles.length > 0 && { [at]: rolesAsValues(roles) }) };
}
