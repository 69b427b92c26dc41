import type { Context, Hono, MiddlewareHandler } from 'hono';
import { placeOf } from '../spec/places.js';
import type { OperationId, Vendor } from '../vendor/vendors.js';

export type Handler = (context: Context) => Response | Promise<Response>;

interface RouteRules<V extends Vendor> {
  /** Runs before the operation's handler. */
  before?(operationId: OperationId<V>): MiddlewareHandler;
  /** The answer where a path has no such method; `allow` is the header's value. */
  methodNotAllowed(allow: string): Response;
}

interface PathHandler<V extends Vendor> {
  method: string;
  operationId: OperationId<V>;
  handler: Handler;
}

/**
 * Puts each operation where the document has it, so that no address stands in a sandbox. Literal paths come before
 * templates: `/users/me` before `/users/{id}`.
 */
export function routeOperations<V extends Vendor>(
  app: Hono,
  vendor: V,
  handlers: Readonly<Partial<Record<OperationId<V>, Handler>>>,
  { before, methodNotAllowed }: RouteRules<V>,
): void {
  const byPath = new Map<string, PathHandler<V>[]>();
  for (const [name, handler] of Object.entries(handlers) as [OperationId<V>, Handler][]) {
    const { method, path } = placeOf(vendor, name);
    const route = honoPath(path);
    byPath.set(route, [...(byPath.get(route) ?? []), { method, operationId: name, handler }]);
  }
  const templates = (path: string) => path.split('/:').length;
  for (const [path, served] of [...byPath].sort(([a], [b]) => templates(a) - templates(b))) {
    for (const { method, operationId, handler } of served) {
      const middleware = before?.(operationId);
      if (middleware !== undefined) app.on(method, path, middleware);
      app.on(method, path, handler);
    }
    // Hono answers HEAD wherever it answers GET.
    const allow = served.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    app.all(path, () => methodNotAllowed(allow));
  }
}

/** The document's `{id}` as Hono's `:id`. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** A path parameter of a route that has it. */
export function pathParameter(context: Context, name: string): string {
  return context.req.param(name) ?? '';
}
