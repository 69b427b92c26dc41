import { Hono } from 'hono';
import { type Handler, routeOperations } from '../../sandbox/operation-routes.js';
import type { OperationId } from '../../vendor/vendors.js';
import type { IqState } from '../state/state.js';
import { directoryOperations } from './directory-operations.js';
import { IqError, textError } from './errors.js';
import { membershipOperations } from './membership-operations.js';
import { userOperations } from './user-operations.js';

/** Every operation of the document. HEAD is answered by the handler of GET. */
export function createIqApp(state: IqState): Hono {
  const app = new Hono();
  const handlers: Record<Exclude<OperationId<'iq'>, 'checkOwnerRoleMemberships'>, Handler> = {
    ...userOperations(state),
    ...directoryOperations(state),
    ...membershipOperations(state),
  };
  routeOperations(app, 'iq', handlers, {
    methodNotAllowed: (allow) => textError(405, 'HTTP 405 Method Not Allowed', { allow }),
  });
  app.notFound(() => textError(404, 'HTTP 404 Not Found'));
  app.onError((error) =>
    error instanceof IqError ? textError(error.status, error.message) : textError(500, error.message),
  );
  return app;
}
