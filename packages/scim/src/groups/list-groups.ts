import type { RequestContext } from '../context.js';
import type { ListQuery } from '../http/list-query.js';
import { listResources } from '../http/list-resources.js';
import type { Filter } from '../protocol/filter/ast.js';
import { matches } from '../protocol/filter/evaluate.js';
import type { JsonObject } from '../protocol/json.js';
import { type Sort, sortResources } from '../protocol/list/sort.js';
import { type Projection, readProjection } from '../protocol/schema/project.js';
import { groupType } from '../protocol/schema/resource-types.js';
import { allGroups, groupResources } from './find-group.js';

/** One page of groups. Members are only read where they are asked for: that takes a walk over everybody. */
export async function listGroups(context: RequestContext, query: ListQuery): Promise<JsonObject> {
  const projection = readProjection(groupType, query.attributes, query.excludedAttributes);
  const withMembers = showsMembers(projection);
  return listResources(context, query, {
    type: groupType,
    served: () => groupType,
    key: withMembers ? 'Groups with members' : 'Groups',
    all: (filter, sort) => matchingGroups(context, filter, sort, withMembers),
  });
}

/** Whether an answer holds members: Entra asks for groups without them. */
export function showsMembers({ only, except = [] }: Projection): boolean {
  if (only) return only.some(({ attribute }) => attribute.name === 'members');
  return !except.some(({ attribute, sub }) => attribute.name === 'members' && !sub);
}

/** The groups that fulfil a filter, in order. */
export async function matchingGroups(
  context: RequestContext,
  filter: Filter | undefined,
  sort: Sort | undefined,
  withMembers: boolean,
): Promise<JsonObject[]> {
  const groups = await allGroups(context);
  const needsMembers = filter !== undefined && namesMembers(filter);
  const bare = await groupResources(context, groups, needsMembers);
  const found = filter ? bare.filter((resource) => matches(filter, resource)) : bare;
  const sorted = sort ? sortResources(found, sort.by, sort.order) : found;
  if (needsMembers || !withMembers) return sorted;
  const byId = new Map(groups.map((group) => [group.id, group]));
  return groupResources(
    context,
    sorted.flatMap(({ id }) => byId.get(String(id)) ?? []),
    true,
  );
}

function namesMembers(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.some(namesMembers);
    case 'not':
      return namesMembers(filter.of);
    default:
      return filter.attribute.attribute.name === 'members';
  }
}
