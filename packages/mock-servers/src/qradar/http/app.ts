import { Hono } from 'hono';
import { roleRoutes } from '../access/roles.js';
import { securityProfileRoutes } from '../access/security-profiles.js';
import { tenantRoutes } from '../access/tenants.js';
import { authorizedServiceRoutes } from '../services/authorized-services.js';
import { deployRoutes, settleDeploy } from '../staged/deploy.js';
import { stagedUserRoutes } from '../staged/staged-users.js';
import { isServed } from '../state/resources.js';
import type { QRadarState } from '../state/state.js';
import { informationRoutes } from '../system/information.js';
import { loginAttemptRoutes, noteLogin } from '../system/login-attempts.js';
import { passwordRoutes } from '../system/passwords.js';
import { dependentsRoutes } from '../tasks/dependents.js';
import { settleTasks, taskRoutes } from '../tasks/tasks.js';
import { userRoutes } from '../users/users.js';
import { authenticate, type Caller } from './auth.js';
import { readObject } from './body.js';
import { corsHeaders, preflight } from './cors.js';
import { endpointRoutes } from './endpoints.js';
import { ApiError, CODES, errorResponse, unprocessable } from './errors.js';
import { helpRoutes } from './help.js';
import { probeRoutes } from './probes.js';
import { type Call, isOperation, located, type OperationRoute, type Route } from './route.js';
import { sessionCookie, sessionRoutes } from './session.js';
import { resolveVersion } from './versions.js';

/** More specific paths first: `/users/delete_tasks/{task_id}` before `/users/{id}/dependents`. */
const ROUTES: readonly (Route | OperationRoute)[] = [
  ...taskRoutes,
  ...userRoutes,
  ...dependentsRoutes,
  ...roleRoutes,
  ...securityProfileRoutes,
  ...authorizedServiceRoutes,
  ...stagedUserRoutes,
  ...deployRoutes,
  ...helpRoutes,
  ...endpointRoutes,
  ...tenantRoutes,
  ...informationRoutes,
  ...passwordRoutes,
  ...loginAttemptRoutes,
  ...probeRoutes,
  ...sessionRoutes,
];

/** Those that this console has; `resources` says which. */
function routesOf(state: QRadarState): Route[] {
  return ROUTES.filter(
    (route) => !isOperation(route) || isServed(route.operationId, state.settings.resources),
  ).map((route) => (isOperation(route) ? located(route) : route));
}

/** Brings the state to the present: what the clock has finished since the last request takes effect. */
export function settle(state: QRadarState): void {
  settleTasks(state);
  settleDeploy(state);
}

/** A caller by Basic has tried to log in; the console keeps both outcomes (IBM). */
function signIn(request: Request, state: QRadarState): Caller {
  try {
    const caller = authenticate(request, state);
    noteLogin(request, state, 'SUCCESS');
    return caller;
  } catch (error) {
    noteLogin(request, state, 'FAILURE');
    throw error;
  }
}

interface Env {
  Variables: { caller: Caller };
}

/**
 * The routes of one console. Order of the checks: credentials (401), version (422), path (404), method (405),
 * Accept (406), then the endpoint's own. Every error has five fields.
 */
export function createQRadarApp(state: QRadarState): Hono<Env> {
  const app = new Hono<Env>();
  const { allowedOrigins, versions } = state.settings;

  app.use('*', async (context, next) => {
    const request = context.req.raw;
    if (request.method === 'OPTIONS') return preflight(request, allowedOrigins);
    settle(state);
    const caller = signIn(request, state);
    context.set('caller', caller);
    const cookie = sessionCookie(caller, state);
    await next();
    context.res.headers.set('Set-Cookie', cookie);
    for (const [name, value] of Object.entries(corsHeaders(request, allowedOrigins))) {
      context.res.headers.set(name, value);
    }
    return undefined;
  });
  app.use('*', async (context, next) => {
    const { deprecated } = resolveVersion(context.req.raw.headers.get('Version'), versions);
    await next();
    if (deprecated) context.res.headers.set('Deprecated', 'true');
  });

  const routes = routesOf(state);
  for (const path of new Set(routes.map((route) => route.path))) {
    const served = routes.filter((route) => route.path === path);
    app.all(path, (context) => {
      const request = context.req.raw;
      const route = served.find(({ method }) => method === request.method);
      if (route === undefined) throw methodNotAllowed(request.method, served);
      checkAccept(request, route);
      return route.handle(callFor(request, state, context.get('caller'), (name) => context.req.param(name)));
    });
  }

  app.notFound((context) =>
    errorResponse(new ApiError(404, CODES.noSuchEndpoint, `There is no endpoint ${context.req.path}.`)),
  );
  app.onError((error, context) => {
    const response = errorResponse(error instanceof ApiError ? error : unexpected(error));
    for (const [name, value] of Object.entries(corsHeaders(context.req.raw, allowedOrigins))) {
      response.headers.set(name, value);
    }
    return response;
  });
  return app;
}

function callFor(
  request: Request,
  state: QRadarState,
  caller: Caller,
  param: (name: string) => string | undefined,
): Call {
  return {
    request,
    query: new URL(request.url).searchParams,
    state,
    caller,
    id: (name = 'id') => {
      const text = param(name) ?? '';
      if (/^\d{1,15}$/.test(text)) return Number(text);
      throw unprocessable(CODES.badParameter, `The path parameter "${name}" is not an integer: "${text}".`);
    },
    body: () => readObject(request),
  };
}

function methodNotAllowed(method: string, served: readonly Route[]): ApiError {
  const allowed = served.map((route) => route.method).join(', ');
  return new ApiError(
    405,
    CODES.methodNotAllowed,
    `${method} is not supported here; supported: ${allowed}.`,
    {
      headers: { Allow: allowed },
    },
  );
}

/** JSON everywhere; deleting a service is text/plain on IBM's page. */
function checkAccept(request: Request, route: Route): void {
  const accept = request.headers.get('Accept');
  if (accept === null || accept.trim() === '') return;
  const produced = route.method === 'DELETE' ? ['application/json', 'text/plain'] : ['application/json'];
  const ranges = accept.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase() ?? '');
  const fits = (type: string) =>
    ranges.some((range) => range === '*/*' || range === type || range === `${type.split('/')[0]}/*`);
  if (produced.some(fits)) return;
  throw new ApiError(406, CODES.notAcceptable, 'This endpoint answers application/json.');
}

function unexpected(error: Error): ApiError {
  return new ApiError(500, CODES.unexpected, `The sandbox failed: ${error.message}`);
}
