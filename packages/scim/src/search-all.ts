import type { RequestContext } from './context.js';
import { matchingGroups, showsMembers } from './groups/list-groups.js';
import type { ListQuery } from './http/list-query.js';
import { listResources } from './http/list-resources.js';
import type { JsonObject } from './protocol/json.js';
import { sortResources } from './protocol/list/sort.js';
import type { ResourceType } from './protocol/schema/definition.js';
import { readProjection } from './protocol/schema/project.js';
import { findAttribute } from './protocol/schema/resolve.js';
import { groupType, userType } from './protocol/schema/resource-types.js';
import { everybody } from './users/everybody.js';
import { listUsers } from './users/list-users.js';

/** What either kind of resource has. An attribute that a resource lacks is no match, and is not shown. */
const EITHER: ResourceType = {
  ...userType,
  schema: {
    ...userType.schema,
    attributes: [
      ...userType.schema.attributes,
      ...groupType.schema.attributes.filter(({ name }) => !findAttribute(userType.schema.attributes, name)),
    ],
  },
};

/** One page of people and groups: the search at the root, RFC 7644 3.4.3. */
export async function searchAll(context: RequestContext, query: ListQuery): Promise<JsonObject> {
  const { served, grouping } = context.system;
  if (!grouping) return listUsers(context, query);
  const withMembers = showsMembers(readProjection(EITHER, query.attributes, query.excludedAttributes));
  return listResources(context, query, {
    type: EITHER,
    served: ({ meta }) => ((meta as JsonObject).resourceType === 'Group' ? groupType : served),
    key: withMembers ? 'People and Groups with members' : 'People and Groups',
    all: async (filter, sort) => {
      const people = await everybody(context, filter, undefined);
      const all = [...people, ...(await matchingGroups(context, filter, undefined, withMembers))];
      return sort ? sortResources(all, sort.by, sort.order) : all;
    },
  });
}
