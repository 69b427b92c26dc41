import type { Named } from '@rollcall/accounts';
import type { RequestContext, SystemContext } from '../context.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { valuesOf } from '../users/resource.js';

/** The groups that a system has: every role, or every security profile, by name. */
export async function groupNames({ system, signal }: RequestContext): Promise<string[]> {
  const { accounts, grouping } = system;
  const entries: AsyncIterable<Named> =
    grouping === 'securityProfile' ? accounts.securityProfiles({ signal }) : accounts.roles({ signal });
  const names = new Set<string>();
  for await (const { name } of entries) names.add(name);
  return [...names];
}

/** Whether somebody is in one group at a time, so that joining one leaves the other. */
export const isExclusive = ({ grouping, accounts }: SystemContext): boolean =>
  grouping === 'securityProfile' || accounts.capabilities.roles === 'one';

/**
 * The groups of a person, by name. Somebody who was removed keeps them: Entra does not send memberships again when it
 * brings a person back.
 */
export function groupsOf(
  { grouping }: SystemContext,
  content: JsonObject,
  securityProfile: string | undefined,
): string[] {
  if (grouping === 'roles') return [...new Set(valuesOf(content, 'roles'))];
  return grouping === 'securityProfile' && securityProfile !== undefined ? [securityProfile] : [];
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
