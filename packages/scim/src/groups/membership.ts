import type { RequestContext, SystemContext } from '../context.js';
import type { ListField } from '../options.js';
import { badRequest } from '../protocol/errors.js';
import { changeUser } from '../users/change-user.js';
import type { FoundUser } from '../users/find-user.js';
import { placeNeeded } from '../users/mapping.js';
import { listAsValues, valuesOf } from '../users/resource.js';
import { setSecurityProfile } from '../users/security-profile.js';
import type { FoundGroup } from './find-group.js';
import { isExclusive } from './grouping.js';

/** Puts somebody into a group; where a person is in one at a time, out of the other. */
export function joinGroup(
  context: RequestContext,
  { name }: FoundGroup,
  user: FoundUser,
): Promise<FoundUser> {
  const { system } = context;
  if (system.grouping === 'securityProfile') return setSecurityProfile(context, user, name);
  return withNames(context, user, isExclusive(system) ? [name] : [...namesOf(system, user), name]);
}

/** Takes somebody out of a group; where a person is always in one, into the one of the configuration. */
export function leaveGroup(context: RequestContext, group: FoundGroup, user: FoundUser): Promise<FoundUser> {
  const { system } = context;
  const fallback = fallbackOf(system);
  if (system.grouping === 'securityProfile') return setSecurityProfile(context, user, fallback ?? '');
  const rest = namesOf(system, user).filter((name) => name !== group.name);
  return withNames(context, user, isExclusive(system) ? [fallback ?? ''] : rest);
}

/** @throws ScimError 400 invalidValue where nobody can be without a group, and the configuration names no other. */
export function refuseLeaving(system: SystemContext, { name }: FoundGroup): void {
  if (!isExclusive(system)) return;
  const fallback = fallbackOf(system);
  if (fallback !== undefined && fallback !== name) return;
  throw badRequest(
    'invalidValue',
    `Everybody has exactly one ${system.grouping === 'roles' ? 'role' : 'security profile'} here, and ${JSON.stringify(name)} is the one that people fall back to: put the person into another group instead.`,
  );
}

/** Where somebody is put who leaves the only group that they can be in. */
const fallbackOf = ({ grouping, defaults }: SystemContext): string | undefined =>
  grouping === 'securityProfile' ? defaults.securityProfile : defaults.roles?.[0];

/** The field of an account that says which groups somebody is in. */
const fieldOf = ({ grouping }: SystemContext): ListField =>
  grouping === 'tags' || grouping === 'groups' ? grouping : 'roles';

const namesOf = (system: SystemContext, { resource }: FoundUser): string[] =>
  valuesOf(resource, placeNeeded(system.mapping, fieldOf(system))) ?? [];

function withNames(context: RequestContext, user: FoundUser, names: readonly string[]): Promise<FoundUser> {
  const { system } = context;
  const field = fieldOf(system);
  const at = placeNeeded(system.mapping, field);
  return changeUser(context, user, { ...user.resource, [at]: listAsValues(field, names) });
}
