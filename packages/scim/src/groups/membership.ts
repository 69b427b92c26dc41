import type { RequestContext, SystemContext } from '../context.js';
import { badRequest } from '../protocol/errors.js';
import { changeUser } from '../users/change-user.js';
import type { FoundUser } from '../users/find-user.js';
import { rolesAsValues, valuesOf } from '../users/resource.js';
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
  return withRoles(context, user, isExclusive(system) ? [name] : [...rolesOf(user), name]);
}

/** Takes somebody out of a group; where a person is always in one, into the one of the configuration. */
export function leaveGroup(context: RequestContext, group: FoundGroup, user: FoundUser): Promise<FoundUser> {
  const { system } = context;
  const fallback = fallbackOf(system);
  if (system.grouping === 'securityProfile') return setSecurityProfile(context, user, fallback ?? '');
  const rest = rolesOf(user).filter((role) => role !== group.name);
  return withRoles(context, user, isExclusive(system) ? [fallback ?? ''] : rest);
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

const rolesOf = ({ resource }: FoundUser): string[] => valuesOf(resource, 'roles') ?? [];

const withRoles = (context: RequestContext, user: FoundUser, roles: readonly string[]): Promise<FoundUser> =>
  changeUser(context, user, { ...user.resource, roles: rolesAsValues(roles) });
