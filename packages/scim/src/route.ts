import type { RequestContext } from './context.js';
import { queryOfSearch, queryOfUrl } from './http/list-query.js';
import { readBody } from './http/read-body.js';
import { ScimError } from './protocol/errors.js';
import type { Json } from './protocol/json.js';
import { listUsers } from './users/list-users.js';
import { answerList, deleteUser, getUser, patchUser, postUser, putUser } from './users/user-routes.js';

/** Finds what a request asks for. The body is read only when the address and the method are right. */
export async function route(
  request: Request,
  context: RequestContext,
  { url, path }: { url: URL; path: string },
  maxBodyBytes: number,
  isWrite: boolean,
): Promise<Response> {
  const { client, system } = context;
  if (isWrite && client.readOnly) throw new ScimError(403, 'This token may only read.');
  const asked = {
    query: queryOfUrl(url),
    ifMatch: request.headers.get('if-match') ?? undefined,
    ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
  };
  const body = (): Promise<Json> => readBody(request, maxBodyBytes, system.limits.jsonDepth);
  const [, collection, id, ...more] = path.split('/');
  if (path === '/Me') throw new ScimError(501, '/Me is not served: a token here belongs to no person.');
  if (path === '/.search' || path === '/Users/.search') {
    refuseMethod(request, ['POST']);
    return answerList(await listUsers(context, queryOfSearch(await body())));
  }
  if (collection !== 'Users' || more.length > 0)
    throw new ScimError(404, 'There is nothing at this address.');
  if (id === undefined) {
    refuseMethod(request, ['GET', 'POST']);
    if (request.method === 'GET') return answerList(await listUsers(context, asked.query));
    return postUser(context, await body(), asked);
  }
  refuseMethod(request, ['GET', 'PUT', 'PATCH', 'DELETE']);
  const key = decodeId(id);
  if (request.method === 'GET') return getUser(context, key, asked);
  if (request.method === 'DELETE') return deleteUser(context, key, asked);
  if (request.method === 'PUT') return putUser(context, key, await body(), asked);
  return patchUser(context, key, await body(), asked);
}

function refuseMethod({ method }: Request, allowed: readonly string[]): void {
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
