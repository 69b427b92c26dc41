import { type Handler, pathParameter } from '../../sandbox/operation-routes.js';
import { listApiKeys } from '../query/api-key-list.js';
import { type ApiKey, isoTime } from '../state/model.js';
import { qlikError } from './errors.js';
import { pageLinks, queryOf, type Tenant } from './tenant.js';

const CURSORS = { next: 'startingAfter', prev: 'endingBefore' };

export function keyOperations(tenant: Tenant) {
  const { state } = tenant;

  /** A key of the caller, or with TenantAdmin anybody's (qlik.dev). */
  const known = (id: string): ApiKey => {
    const key = state.apiKey(id);
    if (key === undefined) throw qlikError(404, 'There is no such API key.');
    if (key.sub === state.me || state.callerIsAdmin) return key;
    throw qlikError(403, 'The key of another user needs the role TenantAdmin.');
  };

  return {
    listApiKeys(c) {
      const page = listApiKeys(state, queryOf(c.req.raw));
      const links = pageLinks(page, c.req.raw, tenant.baseUrl(c.req.raw), CURSORS);
      return c.json({ data: page.items, links });
    },

    getApiKey: (c) => c.json(known(pathParameter(c, 'id'))),

    /** A key that its owner deletes is gone; one that an administrator deletes stays, revoked (qlik.dev). */
    deleteApiKey(c) {
      const key = known(pathParameter(c, 'id'));
      if (key.sub === state.me) state.deleteKey(key.id);
      else state.revoke(key, isoTime(tenant.now()));
      return c.body(null, 204);
    },
  } satisfies Record<string, Handler>;
}
