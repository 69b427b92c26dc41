import type { RequestContext } from '../context.js';
import { ScimError } from '../protocol/errors.js';
import { entityTag } from '../protocol/etag.js';
import type { JsonObject } from '../protocol/json.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import { everybody } from '../users/everybody.js';
import { groupId, groupNames, isMember } from './grouping.js';

/** A group without its members, and its name at the vendor. */
export interface FoundGroup {
  id: string;
  name: string;
  externalId?: string;
}

/** All groups, in the vendor's order. */
export async function allGroups(context: RequestContext): Promise<FoundGroup[]> {
  const { system } = context;
  const records = await system.store.list(system.name, 'Group');
  const externalIds = new Map(records.map((record) => [record.id, record.externalId]));
  return (await groupNames(context)).map((name) => {
    const id = groupId(name);
    const externalId = externalIds.get(id);
    return { id, name, ...(externalId !== undefined && { externalId }) };
  });
}

/** @throws ScimError 404. */
export async function findGroup(context: RequestContext, id: string): Promise<FoundGroup> {
  const group = (await allGroups(context)).find((each) => each.id === id);
  if (group) return group;
  throw new ScimError(404, `There is no Group ${JSON.stringify(id.slice(0, 100))}.`);
}

/** Groups as clients see them. The members take a walk over everybody, once for all groups. */
export async function groupResources(
  context: RequestContext,
  groups: readonly FoundGroup[],
  withMembers: boolean,
): Promise<JsonObject[]> {
  const people = withMembers && groups.length > 0 ? await everybody(context, undefined, undefined) : [];
  return groups.map((group) => {
    const members = people.filter((person) => isMember(person, group.id)).map(memberOf);
    return groupResource(context, group, withMembers ? members : undefined);
  });
}

const memberOf = ({ id, userName, meta }: JsonObject): JsonObject => ({
  value: id ?? null,
  display: userName ?? null,
  type: 'User',
  $ref: (meta as { location: string }).location,
});

/** Only a group with its members has a version: that says whether anything in it changed. */
function groupResource(
  { base }: RequestContext,
  { id, name, externalId }: FoundGroup,
  members: JsonObject[] | undefined,
): JsonObject {
  const content = {
    schemas: [GROUP_SCHEMA],
    id,
    ...(externalId !== undefined && { externalId }),
    displayName: name,
    ...(members && members.length > 0 && { members }),
  };
  const location = `${base}/Groups/${id}`;
  const version = members && { version: entityTag(content) };
  return { ...content, meta: { resourceType: 'Group', location, ...version } };
}
