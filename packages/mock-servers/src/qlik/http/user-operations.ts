import type { Handler } from '../../sandbox/operation-routes.js';
import { pathParameter } from '../../sandbox/operation-routes.js';
import { maxBodyBytes } from '../facts.js';
import { type ListResult, listUsers } from '../query/list-query.js';
import { parseFields, projectFields, renderUser, userUrl } from '../query/projection.js';
import { SYSTEM_ROLES } from '../state/catalogue.js';
import { isoTime, type StoredUser } from '../state/model.js';
import { readFilter } from '../write/body.js';
import { createUser } from '../write/create.js';
import { inviteUsers } from '../write/invite.js';
import { applyPatch } from '../write/patch.js';
import { qlikError, userNotFound } from './errors.js';
import { readRequiredJson } from './requests.js';
import { pageLinks, queryOf, type Tenant } from './tenant.js';

export function userOperations(tenant: Tenant) {
  const { ids, state } = tenant;
  const environment = () => ({ state, ids, now: tenant.now() });

  const render = (user: StoredUser, request: Request, fields?: ReadonlySet<string>) =>
    projectFields(
      renderUser(user, {
        catalogue: state.catalogue,
        baseUrl: tenant.baseUrl(request),
        now: tenant.now(),
        inviteExpiry: tenant.inviteExpiry,
      }),
      fields,
    );

  const renderPage = (result: ListResult, request: Request) => ({
    data: result.items.map((user) => render(user, request, result.fields)),
    links: pageLinks(result, request, tenant.baseUrl(request)),
    ...(result.totalResults === undefined ? {} : { totalResults: result.totalResults }),
  });

  const known = (id: string): StoredUser => {
    const user = state.find(id);
    if (user === undefined) throw userNotFound();
    return user;
  };

  return {
    listUsers: (c) => c.json(renderPage(listUsers(state, queryOf(c.req.raw)), c.req.raw)),

    async createUser(c) {
      const body = await readRequiredJson(c.req.raw, maxBodyBytes);
      return c.json(render(createUser(environment(), body), c.req.raw), 201);
    },

    countUsers(c) {
      const tenantId = c.req.query('tenantId');
      if (tenantId !== undefined && tenantId !== state.tenantId) {
        throw qlikError(404, 'There is no such tenant.', { parameter: 'tenantId' });
      }
      return c.json({ total: state.size });
    },

    async filterUsers(c) {
      const filter = await readFilter(c.req.raw);
      return c.json(renderPage(listUsers(state, queryOf(c.req.raw), { filter }), c.req.raw));
    },

    async inviteUsers(c) {
      const body = await readRequiredJson(c.req.raw);
      return c.json({ data: inviteUsers(environment(), body) }, 207);
    },

    getMe(c) {
      // A page as the document says (text/html), whose text has no meaning; clients go by Location.
      const href = userUrl(tenant.baseUrl(c.req.raw), state.me);
      return c.html(`<a href="${href}">Moved Permanently</a>.\n`, 301, { Location: href });
    },

    getMetadata: (c) => c.json({ valid_roles: SYSTEM_ROLES }),

    getUser: (c) =>
      c.json(
        render(known(pathParameter(c, 'userId')), c.req.raw, parseFields(c.req.query('fields') ?? null)),
      ),

    async patchUser(c) {
      const user = known(pathParameter(c, 'userId'));
      const body = await readRequiredJson(c.req.raw);
      const { user: patched, failures } = applyPatch(user, body, environment());
      state.put(patched);
      if (failures.length === 0) return c.body(null, 204);
      return c.json({ errors: failures, traceId: ids.trace() }, 207);
    },

    deleteUser(c) {
      const user = known(pathParameter(c, 'userId'));
      // Unconfirmed: Qlik documents 400 and 403 for delete and says of neither when it comes.
      if (user.id === state.me) throw qlikError(403, 'Users cannot delete themselves.');
      state.remove(user, isoTime(tenant.now()));
      return c.body(null, 204);
    },
  } satisfies Record<string, Handler>;
}
