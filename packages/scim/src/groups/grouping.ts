import { type Named, roleParts } from '@rollcall/accounts';
import type { RequestContext, SystemContext } from '../context.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { placeNeeded } from '../users/mapping.js';
import { valuesOf } from '../users/resource.js';

/** The groups that a system serves: every role, group, tag or security profile, or those that the configuration names. */
export async function groupNames({ system, signal }: RequestContext): Promise<string[]> {
  const names = new Set<string>();
  for await (const { name } of entriesOf(system, signal)) names.add(name);
  const { groupNames: chosen, accounts } = system;
  if (!chosen) return [...names];
  // A role that is kept apart from users holds on a place: `Developer on organization Sandbox`.
  const roleOf = (name: string) => (accounts.capabilities.rolesApart ? roleParts(name).role : name);
  return chosen.filter((name) => names.has(roleOf(name)));
}

function entriesOf({ accounts, grouping }: SystemContext, signal: AbortSignal): AsyncIterable<Named> {
  switch (grouping) {
    case 'securityProfile':
      return accounts.securityProfiles({ signal });
    case 'groups':
      return accounts.groups({ signal });
    case 'tags':
      return accounts.tags({ signal });
    default:
      return accounts.roles({ signal });
  }
}

/** Whether somebody is in one group at a time, so that joining one leaves the other. */
export const isExclusive = ({ grouping, accounts }: SystemContext): boolean =>
  grouping === 'securityProfile' || (grouping === 'roles' && accounts.capabilities.roles === 'one');

/**
 * The groups of a person, by name. Somebody who was removed keeps them: Entra does not send memberships again when it
 * brings a person back.
 */
export function groupsOf(
  { groupNames: chosen, grouping, mapping }: SystemContext,
  content: JsonObject,
  securityProfile: string | undefined,
): string[] {
  if (!grouping) return [];
  const ofProfile = securityProfile === undefined ? [] : [securityProfile];
  const all =
    grouping === 'securityProfile' ? ofProfile : (valuesOf(content, placeNeeded(mapping, grouping)) ?? []);
  return [...new Set(all)].filter((name) => !chosen || chosen.includes(name));
}

/**
 * The SCIM id of a group. It is made of the name, as that is what vendors' own records of people hold: a role under
 * another name is another group.
 */
export const groupId = (name: string): string => `g${Buffer.from(name).toString('base64url')}`;

/** What a User says of its groups. */
export const groupsShown = (names: readonly string[], base: string): JsonObject[] =>
  names.map((name) => ({ value: groupId(name), display: name, $ref: `${base}/Groups/${groupId(name)}` }));

/** Whether a User resource is in a group. */
export function isMember({ groups }: JsonObject, id: string): boolean {
  return Array.isArray(groups) && groups.some((each) => isObject(each) && each.value === id);
}
