import type { RequestContext } from '../context.js';
import type { ListQuery } from '../http/list-query.js';
import { badRequest } from '../protocol/errors.js';
import { parseFilter } from '../protocol/filter/parse.js';
import type { JsonObject } from '../protocol/json.js';
import { readCursor, writeCursor } from '../protocol/list/cursor.js';
import { LIST_SCHEMA, readPaging } from '../protocol/list/paging.js';
import type { Sort } from '../protocol/list/sort.js';
import { didYouMean } from '../protocol/nearest.js';
import { project, readProjection } from '../protocol/schema/project.js';
import { resolveAttribute } from '../protocol/schema/resolve.js';
import { userType } from '../protocol/schema/resource-types.js';
import { everybody } from './everybody.js';

/** One page of people, by index or by cursor (RFC 9865). */
export async function listUsers(context: RequestContext, query: ListQuery): Promise<JsonObject> {
  const { system } = context;
  const paging = readPaging(query, system.page);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter, userType, system);
  const projection = readProjection(userType, query.attributes, query.excludedAttributes);
  const sort = sortOf(query);
  const key = JSON.stringify([query.filter, query.sortBy, query.sortOrder, context.base]);
  const isFirst = paging.by === 'index' ? paging.startIndex === 1 : paging.cursor === '';
  const all = (isFirst ? undefined : system.snapshots.get(key)) ?? (await everybody(context, filter, sort));
  const cursors = paging.by === 'cursor' ? await system.cursors() : undefined;
  const from =
    paging.by === 'index'
      ? paging.startIndex - 1
      : cursors && paging.cursor !== ''
        ? indexAfter(all, readCursor(paging.cursor, key, cursors))
        : 0;
  const page = all.slice(from, from + paging.count);
  const last = page.at(-1);
  const goesOn = from + page.length < all.length;
  if (goesOn) system.snapshots.put(key, all);
  return {
    schemas: [LIST_SCHEMA],
    totalResults: all.length,
    itemsPerPage: page.length,
    ...(paging.by === 'index' && { startIndex: paging.startIndex }),
    ...(cursors &&
      goesOn &&
      last && { nextCursor: writeCursor({ after: String(last.id), list: key }, cursors) }),
    Resources: page.map((resource) => project(system.served, resource, projection)),
  };
}

/** A list that changed so much that its last person is gone cannot go on without leaving somebody out. */
function indexAfter(all: readonly JsonObject[], id: string): number {
  const at = all.findIndex((resource) => resource.id === id);
  if (at < 0) throw badRequest('expiredCursor', 'The list has changed; start again with an empty cursor.');
  return at + 1;
}

function sortOf({ sortBy, sortOrder }: ListQuery): Sort | undefined {
  if (sortBy === undefined) return undefined;
  const by = resolveAttribute(userType, sortBy, true);
  if (!by) {
    throw badRequest(
      'invalidValue',
      `No attribute is called ${JSON.stringify(sortBy.slice(0, 200))}.${didYouMean(userType, sortBy)}`,
    );
  }
  const order = sortOrder?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw badRequest('invalidValue', 'sortOrder is ascending or descending.');
  }
  return { by, order };
}
