import type { RequestContext, SystemContext } from './context.js';
import { deleteGroup, getGroup, patchGroup, postGroup, putGroup } from './groups/group-routes.js';
import { listGroups } from './groups/list-groups.js';
import type { Asked } from './http/asked.js';
import { type ListQuery, queryOfSearch, queryOfUrl } from './http/list-query.js';
import { readBody } from './http/read-body.js';
import { respond } from './http/respond.js';
import { ScimError } from './protocol/errors.js';
import type { Json, JsonObject } from './protocol/json.js';
import { searchAll } from './search-all.js';
import { listUsers } from './users/list-users.js';
import { deleteUser, getUser, patchUser, postUser, putUser } from './users/user-routes.js';

/** What can be done with one kind of resource. */
interface Collection {
  list(context: RequestContext, query: ListQuery): Promise<JsonObject>;
  post(context: RequestContext, body: Json, asked: Asked): Promise<Response>;
  get(context: RequestContext, id: string, asked: Asked): Promise<Response>;
  put(context: RequestContext, id: string, body: Json, asked: Asked): Promise<Response>;
  patch(context: RequestContext, id: string, body: Json, asked: Asked): Promise<Response>;
  delete(context: RequestContext, id: string, asked: Asked): Promise<Response> | never;
}

const users: Collection = {
  list: listUsers,
  post: postUser,
  get: getUser,
  put: putUser,
  patch: patchUser,
  delete: deleteUser,
};
const groups: Collection = {
  list: listGroups,
  post: postGroup,
  get: getGroup,
  put: putGroup,
  patch: patchGroup,
  delete: deleteGroup,
};

/** What a request asks for, already read but for its body. */
export interface Wanted {
  method: string;
  path: string;
  asked: Asked;
  body(): Promise<Json>;
}

/** Reads a request, its body only when that is asked for: an address or a method that is wrong costs nothing. */
export const wantedBy = (
  request: Request,
  { url, path }: { url: URL; path: string },
  system: SystemContext,
): Wanted => ({
  method: request.method,
  path,
  asked: {
    query: queryOfUrl(url),
    ifMatch: request.headers.get('if-match') ?? undefined,
    ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
  },
  body: () => readBody(request, system.bulk.maxPayloadSize, system.limits.jsonDepth),
});

/** Finds what a request asks for, and does it. */
export async function route(context: RequestContext, wanted: Wanted): Promise<Response> {
  const { path } = wanted;
  if (path === '/Me') throw new ScimError(501, '/Me is not served: a token here belongs to no person.');
  const [, name, id, ...more] = path.split('/');
  if (path === '/.search') return search(context, searchAll, wanted);
  const collection =
    name === 'Users' ? users : name === 'Groups' && context.system.grouping ? groups : undefined;
  if (!collection || more.length > 0) throw new ScimError(404, 'There is nothing at this address.');
  if (id === undefined) return onAll(context, collection, wanted);
  if (id === '.search') return search(context, collection.list, wanted);
  return onOne(context, collection, decodeId(id), wanted);
}

async function search(context: RequestContext, list: Collection['list'], wanted: Wanted): Promise<Response> {
  refuseMethod(wanted, ['POST']);
  return respond(200, await list(context, queryOfSearch(await wanted.body())));
}

async function onAll(context: RequestContext, { list, post }: Collection, wanted: Wanted): Promise<Response> {
  refuseMethod(wanted, ['GET', 'POST']);
  if (wanted.method === 'GET') return respond(200, await list(context, wanted.asked.query));
  return post(context, await wanted.body(), wanted.asked);
}

async function onOne(
  context: RequestContext,
  collection: Collection,
  id: string,
  wanted: Wanted,
): Promise<Response> {
  refuseMethod(wanted, ['GET', 'PUT', 'PATCH', 'DELETE']);
  const { asked } = wanted;
  if (wanted.method === 'GET') return collection.get(context, id, asked);
  if (wanted.method === 'DELETE') return collection.delete(context, id, asked);
  const write = wanted.method === 'PUT' ? collection.put : collection.patch;
  return write(context, id, await wanted.body(), asked);
}

function refuseMethod({ method }: Wanted, allowed: readonly string[]): void {
  if (allowed.includes(method)) return;
  throw new ScimError(405, `${method} is not served here.`, undefined, { Allow: allowed.join(', ') });
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ScimError(404, 'There is nothing at this address.');
  }
}
