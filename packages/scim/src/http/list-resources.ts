import type { RequestContext } from '../context.js';
import { badRequest } from '../protocol/errors.js';
import type { Filter } from '../protocol/filter/ast.js';
import { parseFilter } from '../protocol/filter/parse.js';
import type { JsonObject } from '../protocol/json.js';
import { readCursor, writeCursor } from '../protocol/list/cursor.js';
import { LIST_SCHEMA, type Paging, readPaging } from '../protocol/list/paging.js';
import type { Sort } from '../protocol/list/sort.js';
import { didYouMean } from '../protocol/nearest.js';
import type { ResourceType } from '../protocol/schema/definition.js';
import { project, readProjection } from '../protocol/schema/project.js';
import { resolveAttribute } from '../protocol/schema/resolve.js';
import type { ListQuery } from './list-query.js';

/** Where the resources of a list come from. */
export interface Source {
  /** Everything that the RFC knows of the resource, so that a filter may name it. */
  readonly type: ResourceType;
  /** What this system has of a resource, and so what is shown. */
  served(resource: JsonObject): ResourceType;
  /** What tells this list from others of the system. */
  readonly key: string;
  all(filter: Filter | undefined, sort: Sort | undefined): Promise<JsonObject[]>;
}

/** One page of a list, by index or by cursor (RFC 9865). */
export async function listResources(
  context: RequestContext,
  query: ListQuery,
  { type, served, key: list, all: read }: Source,
): Promise<JsonObject> {
  const { system } = context;
  const paging = readPaging(query, system.page);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter, type, system);
  const projection = readProjection(type, query.attributes, query.excludedAttributes);
  const sort = sortOf(type, query);
  const key = JSON.stringify([list, query.filter, query.sortBy, query.sortOrder, context.base]);
  const isFirst = paging.by === 'index' ? paging.startIndex === 1 : paging.cursor === '';
  const all = (isFirst ? undefined : system.snapshots.get(key)) ?? (await read(filter, sort));
  const from = await startOf(context, all, paging, key);
  const page = all.slice(from, from + paging.count);
  const last = page.at(-1);
  const goesOn = from + page.length < all.length;
  if (goesOn) system.snapshots.put(key, all);
  return {
    schemas: [LIST_SCHEMA],
    totalResults: all.length,
    itemsPerPage: page.length,
    ...(paging.by === 'index' && { startIndex: paging.startIndex }),
    ...(paging.by === 'cursor' &&
      goesOn &&
      last && { nextCursor: writeCursor({ after: String(last.id), list: key }, await system.cursors()) }),
    Resources: page.map((resource) => project(served(resource), resource, projection)),
  };
}

async function startOf(
  { system }: RequestContext,
  all: readonly JsonObject[],
  paging: Paging,
  key: string,
): Promise<number> {
  if (paging.by === 'index') return paging.startIndex - 1;
  if (paging.cursor === '') return 0;
  return indexAfter(all, readCursor(paging.cursor, key, await system.cursors()));
}

/** A list that changed so much that its last resource is gone cannot go on without leaving something out. */
function indexAfter(all: readonly JsonObject[], id: string): number {
  const at = all.findIndex((resource) => resource.id === id);
  if (at < 0) throw badRequest('expiredCursor', 'The list has changed; start again with an empty cursor.');
  return at + 1;
}

function sortOf(type: ResourceType, { sortBy, sortOrder }: ListQuery): Sort | undefined {
  if (sortBy === undefined) return undefined;
  const by = resolveAttribute(type, sortBy, true);
  if (!by) {
    throw badRequest(
      'invalidValue',
      `No attribute is called ${JSON.stringify(sortBy.slice(0, 200))}.${didYouMean(type, sortBy)}`,
    );
  }
  const order = sortOrder?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw badRequest('invalidValue', 'sortOrder is ascending or descending.');
  }
  return { by, order };
}
