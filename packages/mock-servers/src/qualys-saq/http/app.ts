import { type Context, Hono } from 'hono';
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
  const app = new Hono({ strict: false }); // sister modules write their paths with a slash at the end

  const answer = (c: Context, body: ServiceResponse) => xmlAnswer(c.req.raw, baseUrl(c.req.raw), body);
  const body = async (c: Context, operationId: string, needed = true) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return bytes.byteLength === 0 && !needed ? NOTHING : readRequest(bytes, operationId);
  };
  const id = (c: Context) => requireId(c.req.param('id') ?? '', 'The id in the path');

  const routes: Record<string, Record<string, (c: Context) => Promise<ServiceResponse>>> = {
    'create/saq/user': {
      POST: async (c) => operations.createUsers(users, await body(c, 'createUsers')),
    },
    // Without filters clients of sister modules send no body.
    'search/saq/user': {
      POST: async (c) => operations.searchUsers(users, await body(c, 'searchUsers', false)),
    },
    // GET is the vendor's sample without filters.
    'count/saq/user': {
      GET: async () => operations.countUsers(users, NOTHING),
      POST: async (c) => operations.countUsers(users, await body(c, 'countUsers', false)),
    },
    // The vendor lists POST beside GET.
    'get/saq/user/:id': {
      GET: async (c) => operations.getUser(users, id(c)),
      POST: async (c) => operations.getUser(users, id(c)),
    },
    'update/saq/user/:id': {
      POST: async (c) => operations.updateUser(users, id(c), await body(c, 'updateUser')),
    },
    'update/saq/user': {
      POST: async (c) => operations.updateUsers(users, await body(c, 'updateUsers')),
    },
    // GET is the vendor's sample.
    'delete/saq/user/:id': {
      GET: async (c) => operations.deleteUser(users, id(c)),
      POST: async (c) => {
        await body(c, 'deleteUser', false);
        return operations.deleteUser(users, id(c));
      },
    },
    'delete/saq/user': {
      POST: async (c) => operations.deleteUsers(users, await body(c, 'deleteUsers')),
    },
  };

  for (const [path, handlers] of Object.entries(routes)) {
    const allow = Object.keys(handlers).join(', ');
    // By the method as it was sent: Hono gives HEAD to GET routes, and one of them deletes.
    app.all(`/qps/rest/1.0/${path}`, async (c) => {
      const handler = handlers[c.req.method];
      if (handler === undefined) {
        return page(405, 'Method Not Allowed', `This address takes ${allow}.`, { allow });
      }
      const refused = checkEnvelope(c.req.raw, requireXRequestedWith);
      if (refused !== undefined) return refused;
      return answer(c, await handler(c));
    });
  }

  app.get(SCHEMA_PATH, (c) => c.body(saqSchema().source, 200, { 'content-type': 'text/xml; charset=utf-8' }));
  app.notFound(() => page(404, 'Not Found', 'There is nothing at this address.'));
  app.onError((error, c) =>
    error instanceof Refusal
      ? answer(c, refusalBody(error))
      : page(500, 'Internal Server Error', `The sandbox has a defect: ${error.message}`),
  );
  return app;
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
  return checkMediaType(request);
}
