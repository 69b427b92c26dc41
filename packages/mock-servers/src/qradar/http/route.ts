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

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** In Hono's spelling, `/users/:id`. */
  path: string;
  handle(call: Call): Response | Promise<Response>;
}
