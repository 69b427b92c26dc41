import { honoPath } from '../../sandbox/operation-routes.js';
import { placeOf } from '../../spec/places.js';
import type { OperationId } from '../../vendor/vendors.js';
import type { QRadarState } from '../state/state.js';
import type { Caller } from './auth.js';

/** One authenticated request with everything a handler needs. */
export interface Call {
  request: Request;
  query: URLSearchParams;
  state: QRadarState;
  caller: Caller;
  /** The path parameter as a number. Throws ApiError 422 code 11 when it is none. */
  id(name?: string): number;
  /** The JSON object of the body. Throws ApiError 400, 415 or 422 when it is none. */
  body(): Promise<Record<string, unknown>>;
}

type Handle = (call: Call) => Response | Promise<Response>;

/** What stands in no document. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** In Hono's spelling, `/users/:id`. */
  path: string;
  handle: Handle;
}

/** An operation of the document, which says where it is. */
export interface OperationRoute {
  operationId: OperationId<'qradar'>;
  handle: Handle;
}

export function isOperation(route: Route | OperationRoute): route is OperationRoute {
  return 'operationId' in route;
}

/** Where an operation is, in Hono's spelling. */
export function located({ operationId, handle }: OperationRoute): Route {
  const { method, path } = placeOf('qradar', operationId);
  return { method: method as Route['method'], path: honoPath(path), handle };
}
