import { Hono } from 'hono';
import { type Handler, routeOperations } from '../../sandbox/operation-routes.js';
import type { SandboxContext } from '../../sandbox/sandbox.js';
import type { OperationId } from '../../vendor/vendors.js';
import type { InviteExpiryForm } from '../query/projection.js';
import type { Ids } from '../state/ids.js';
import type { QlikState } from '../state/state.js';
import { directoryOperations } from './directory-operations.js';
import { errorResponse, QlikError, qlikError } from './errors.js';
import { keyOperations } from './key-operations.js';
import { licenseOperations } from './license-operations.js';
import type { RateTiers } from './rate-tiers.js';
import { checkApiVersion, credentialsProblem } from './requests.js';
import type { Tenant } from './tenant.js';
import { userOperations } from './user-operations.js';

interface QlikAppOptions {
  ids: Ids;
  inviteExpiry: InviteExpiryForm;
  /** Absent: no limits. */
  rateTiers?: RateTiers;
}

/** Every operation of Qlik's document, and Qlik's own errors for everything else. */
export function createQlikApp(state: QlikState, context: SandboxContext, options: QlikAppOptions): Hono {
  const app = new Hono();
  const { ids, inviteExpiry, rateTiers } = options;
  const tenant: Tenant = {
    state,
    ids,
    inviteExpiry,
    now: () => context.clock.now(),
    baseUrl: context.baseUrl,
  };
  const handlers: Record<OperationId<'qlik'>, Handler> = {
    ...userOperations(tenant),
    ...directoryOperations(tenant),
    ...keyOperations(tenant),
    ...licenseOperations(tenant),
  };

  app.use(async (c, next) => {
    const problem = credentialsProblem(c.req.raw);
    if (problem !== undefined) throw problem;
    checkApiVersion(c.req.raw);
    await next();
  });

  routeOperations(app, 'qlik', handlers, {
    before: (operationId) => async (c, next) => {
      const headers = rateTiers?.take(operationId) ?? {};
      await next();
      for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    },
    methodNotAllowed(allow) {
      throw qlikError(405, `This resource answers ${allow}.`, undefined, { Allow: allow });
    },
  });

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
