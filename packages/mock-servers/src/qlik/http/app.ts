import { Hono, type MiddlewareHandler } from 'hono';
import type { SandboxContext } from '../../sandbox/sandbox.js';
import { maxBodyBytes } from '../facts.js';
import { type ListResult, listUsers } from '../query/list-query.js';
import {
  type InviteExpiryForm,
  parseFields,
  projectFields,
  renderUser,
  userUrl,
} from '../query/projection.js';
import { SYSTEM_ROLES } from '../state/catalogue.js';
import type { Ids } from '../state/ids.js';
import { isoTime, type StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import { createUser, type Environment, readObject } from '../write/create.js';
import { inviteUsers } from '../write/invite.js';
import { applyPatch } from '../write/patch.js';
import { badRequest, errorResponse, QlikError, qlikError, userNotFound } from './errors.js';
import type { RateTiers } from './rate-tiers.js';
import { checkApiVersion, credentialsProblem, readJson, readRequiredJson } from './requests.js';

interface QlikAppOptions {
  ids: Ids;
  inviteExpiry: InviteExpiryForm;
  /** Absent: no limits. */
  rateTiers?: RateTiers;
}

const USERS = '/api/v1/users';

/** The ten operations of Qlik Cloud's user resource, and Qlik's own errors for everything else. */
export function createQlikApp(state: QlikState, context: SandboxContext, options: QlikAppOptions): Hono {
  const app = new Hono();
  const { ids, rateTiers } = options;
  const environment = (): Environment => ({ state, ids, now: context.clock.now() });

  const render = (user: StoredUser, request: Request, fields?: ReadonlySet<string>) =>
    projectFields(
      renderUser(user, {
        catalogue: state.catalogue,
        baseUrl: context.baseUrl(request),
        now: context.clock.now(),
        inviteExpiry: options.inviteExpiry,
      }),
      fields,
    );

  const renderPage = (result: ListResult, request: Request) => ({
    data: result.users.map((user) => render(user, request, result.fields)),
    links: pageLinks(result, request, context.baseUrl(request)),
    ...(result.totalResults === undefined ? {} : { totalResults: result.totalResults }),
  });

  const limited =
    (operationId: string): MiddlewareHandler =>
    async (c, next) => {
      const headers = rateTiers?.take(operationId) ?? {};
      await next();
      for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    };

  const known = (id: string): StoredUser => {
    const user = state.find(id);
    if (user === undefined) throw userNotFound();
    return user;
  };

  app.use(async (c, next) => {
    const problem = credentialsProblem(c.req.raw);
    if (problem !== undefined) throw problem;
    checkApiVersion(c.req.raw);
    await next();
  });

  app.get(USERS, limited('listUsers'), (c) => {
    const query = new URL(c.req.url).searchParams;
    return c.json(renderPage(listUsers(state, query), c.req.raw));
  });

  app.post(USERS, limited('createUser'), async (c) => {
    const body = await readRequiredJson(c.req.raw, maxBodyBytes);
    return c.json(render(createUser(environment(), body), c.req.raw), 201);
  });
  app.all(USERS, () => methodNotAllowed('GET, POST'));

  app.get(`${USERS}/actions/count`, limited('countUsers'), (c) => {
    const tenantId = c.req.query('tenantId');
    if (tenantId !== undefined && tenantId !== state.tenantId) {
      throw qlikError(404, 'There is no such tenant.', { parameter: 'tenantId' });
    }
    return c.json({ total: state.size });
  });
  app.all(`${USERS}/actions/count`, () => methodNotAllowed('GET'));

  app.post(`${USERS}/actions/filter`, limited('filterUsers'), async (c) => {
    const body = await readJson(c.req.raw);
    const { filter } = body === undefined ? {} : readObject(body);
    if (filter !== undefined && typeof filter !== 'string') {
      throw badRequest('filter must be a string.', { pointer: '/filter' });
    }
    const query = new URL(c.req.url).searchParams;
    return c.json(renderPage(listUsers(state, query, { filter }), c.req.raw));
  });
  app.all(`${USERS}/actions/filter`, () => methodNotAllowed('POST'));

  app.post(`${USERS}/actions/invite`, limited('inviteUsers'), async (c) => {
    const body = await readRequiredJson(c.req.raw);
    return c.json({ data: inviteUsers(environment(), body) }, 207);
  });
  app.all(`${USERS}/actions/invite`, () => methodNotAllowed('POST'));

  app.get(`${USERS}/me`, limited('getMe'), (c) => {
    // A page as the document says (text/html), whose text has no meaning; clients go by Location.
    const href = userUrl(context.baseUrl(c.req.raw), state.me);
    return c.html(`<a href="${href}">Moved Permanently</a>.\n`, 301, { Location: href });
  });
  app.all(`${USERS}/me`, () => methodNotAllowed('GET'));

  app.get(`${USERS}/metadata`, limited('getMetadata'), (c) => c.json({ valid_roles: SYSTEM_ROLES }));
  app.all(`${USERS}/metadata`, () => methodNotAllowed('GET'));

  app.get(`${USERS}/:userId`, limited('getUser'), (c) => {
    return c.json(
      render(known(c.req.param('userId')), c.req.raw, parseFields(c.req.query('fields') ?? null)),
    );
  });

  app.patch(`${USERS}/:userId`, limited('patchUser'), async (c) => {
    const user = known(c.req.param('userId'));
    const body = await readRequiredJson(c.req.raw);
    const { user: patched, failures } = applyPatch(user, body, environment());
    state.put(patched);
    if (failures.length === 0) return c.body(null, 204);
    return c.json({ errors: failures, traceId: ids.trace() }, 207);
  });

  app.delete(`${USERS}/:userId`, limited('deleteUser'), (c) => {
    const user = known(c.req.param('userId'));
    // Unconfirmed: Qlik documents 400 and 403 for delete and says of neither when it comes.
    if (user.id === state.me) throw qlikError(403, 'Users cannot delete themselves.');
    state.remove(user, isoTime(context.clock.now()));
    return c.body(null, 204);
  });
  app.all(`${USERS}/:userId`, () => methodNotAllowed('GET, PATCH, DELETE'));

  app.notFound((c) => {
    const detail = `There is nothing at ${c.req.path}.`;
    return errorResponse(qlikError(404, detail), c.req.path, ids.trace());
  });
  app.onError((error, c) => {
    const known = error instanceof QlikError ? error : qlikError(500, error.message);
    return errorResponse(known, c.req.path, ids.trace());
  });
  return app;
}

function methodNotAllowed(allow: string): never {
  throw qlikError(405, `This resource answers ${allow}.`, undefined, { Allow: allow });
}

/** Absolute; `href` is null where there is no such page (qlik.dev). */
function pageLinks({ next, prev }: ListResult, request: Request, baseUrl: string) {
  const { pathname, search } = new URL(request.url);
  const link = (name: 'next' | 'prev', cursor: string | undefined) => {
    if (cursor === undefined) return { href: null };
    const query = new URLSearchParams(search);
    query.delete('next');
    query.delete('prev');
    query.set(name, cursor);
    return { href: `${baseUrl}${pathname}?${query}` };
  };
  return {
    next: link('next', next),
    prev: link('prev', prev),
    self: { href: `${baseUrl}${pathname}${search}` },
  };
}
