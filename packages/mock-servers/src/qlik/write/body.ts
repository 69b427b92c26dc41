import { badRequest } from '../http/errors.js';
import { readJson } from '../http/requests.js';

/** Throws a 400 unless the body is an object. */
export function readObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw badRequest('The body must be a JSON object.', { pointer: '' });
}

/** The filter in the body of a filter operation, which needs none. Throws a 400. */
export async function readFilter(request: Request): Promise<string | undefined> {
  const body = await readJson(request);
  const { filter } = body === undefined ? {} : readObject(body);
  if (filter === undefined || typeof filter === 'string') return filter;
  throw badRequest('filter must be a string.', { pointer: '/filter' });
}
