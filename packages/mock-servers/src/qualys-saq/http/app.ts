import { type Context, Hono } from 'hono';
import { honoPath } from '../../sandbox/operation-routes.js';
import { placeOf } from '../../spec/places.js';
import type { OperationId } from '../../vendor/vendors.js';
import { isTagSearch, searchTags, tagRefusal } from '../tags/tag-search.js';
import { requireId } from '../users/ids.js';
import type { ServiceRequest, ServiceResponse } from '../users/model.js';
import * as operations from '../users/operations.js';
import type { Users } from '../users/users.js';
import { readRequest } from '../xml/xml.js';
import { saqSchema } from '../xml/xsd.js';
import { refusalBody, SCHEMA_PATH, xmlAnswer } from './answer.js';
import { checkMediaType, page } from './gateway.js';
import { invalidRequest, Refusal } from './refusal.js';

const NOTHING: ServiceRequest = { users: [] };

/** The routes behind the gateway: credentials and limits are checked before. */
export function createQualysSaqApp(
  users: Users,
  baseUrl: (request: Request) => string,
  requireXRequestedWith: boolean,
): Hono {
  const app = new Hono();

  const answer = (c: Context, body: ServiceResponse) => xmlAnswer(c.req.raw, baseUrl(c.req.raw), body);
  const body = async (c: Context, operationId: string, needed = true) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return bytes.byteLength === 0 && !needed ? NOTHING : readRequest(bytes, operationId);
  };
  const id = (c: Context) => requireId(c.req.param('id') ?? '', 'The id in the path');

  const routes: readonly Route[] = [
    {
      operationId: 'createUsers',
      handle: async (c) => operations.createUsers(users, await body(c, 'createUsers')),
    },
    // Without filters clients of sister modules send no body.
    {
      operationId: 'searchUsers',
      handle: async (c) => operations.searchUsers(users, await body(c, 'searchUsers', false)),
    },
    {
      operationId: 'countUsers',
      handle: async (c) => operations.countUsers(users, await body(c, 'countUsers', false)),
    },
    // The vendor's sample without filters.
    { operationId: 'countUsers', method: 'GET', handle: async () => operations.countUsers(users, NOTHING) },
    { operationId: 'getUser', handle: async (c) => operations.getUser(users, id(c)) },
    { operationId: 'getUserByPost', handle: async (c) => operations.getUser(users, id(c)) },
    {
      operationId: 'updateUser',
      handle: async (c) => operations.updateUser(users, id(c), await body(c, 'updateUser')),
    },
    {
      operationId: 'updateUsers',
      handle: async (c) => operations.updateUsers(users, await body(c, 'updateUsers')),
    },
    {
      operationId: 'deleteUser',
      handle: async (c) => {
        await body(c, 'deleteUser', false);
        return operations.deleteUser(users, id(c));
      },
    },
    // The vendor's sample.
    { operationId: 'deleteUser', method: 'GET', handle: async (c) => operations.deleteUser(users, id(c)) },
    {
      operationId: 'deleteUsers',
      handle: async (c) => operations.deleteUsers(users, await body(c, 'deleteUsers')),
    },
    { operationId: 'searchTags', handle: (c) => searchTags(users.tags(), c.req.raw) },
  ];

  for (const [path, handlers] of byPath(routes)) {
    const allow = [...handlers.keys()].sort().join(', ');
    // Looks at the method as it was sent: Hono would give HEAD to GET routes, one of which deletes.
    app.all(path, async (c) => {
      const handle = handlers.get(c.req.method);
      if (handle === undefined) {
        return page(405, 'Method Not Allowed', `This address takes ${allow}.`, { allow });
      }
      const refused = checkEnvelope(c.req.raw, requireXRequestedWith);
      if (refused !== undefined) return refused;
      const answered = await handle(c);
      return answered instanceof Response ? answered : answer(c, answered);
    });
  }

  app.get(SCHEMA_PATH, (c) => c.body(saqSchema().source, 200, { 'content-type': 'text/xml; charset=utf-8' }));
  app.notFound(() => page(404, 'Not Found', 'There is nothing at this address.'));
  app.onError((error, c) =>
    error instanceof Refusal
      ? isTagSearch(c.req.raw)
        ? tagRefusal(error)
        : answer(c, refusalBody(error))
      : page(500, 'Internal Server Error', `The sandbox has a defect: ${error.message}`),
  );
  return app;
}

interface Route {
  operationId: OperationId<'qualys-saq'>;
  /** A method that the document does not have for it. */
  method?: 'GET';
  handle: Handle;
}

type Handle = (c: Context) => Promise<ServiceResponse | Response>;

/** Where the document has them, by method. */
function byPath(routes: readonly Route[]): Map<string, Map<string, Handle>> {
  const paths = new Map<string, Map<string, Handle>>();
  for (const { operationId, method, handle } of routes) {
    const place = placeOf('qualys-saq', operationId);
    const path = honoPath(place.path);
    const handlers = paths.get(path) ?? new Map<string, Handle>();
    paths.set(path, handlers.set(method ?? place.method, handle));
  }
  return paths;
}

/**
 * What is asked of every request, whatever it does.
 * @throws Refusal INVALID_REQUEST without X-Requested-With where that is asked for: the platform says that it is needed, its
 * own SAQ samples leave it out, and its answer is not documented.
 */
export function checkEnvelope(request: Request, requireXRequestedWith: boolean): Response | undefined {
  if (requireXRequestedWith && !request.headers.get('x-requested-with')) {
    throw invalidRequest(
      'The header X-Requested-With is missing.',
      'Send X-Requested-With with the name of the program.',
    );
  }
  return checkMediaType(request, isTagSearch(request) ? 'application/json' : 'text/xml');
}
