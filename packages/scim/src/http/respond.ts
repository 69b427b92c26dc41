import { errorBody, type ScimError } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';

const HEADERS = { 'Content-Type': 'application/scim+json; charset=utf-8', 'Cache-Control': 'no-store' };

/** An answer in SCIM's own media type. */
export function respond(status: number, body: object, more: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...more } });
}

/** A resource, with its version and, when it is new, its address. */
export function respondResource(status: number, resource: JsonObject, full: JsonObject = resource): Response {
  const meta = full.meta as { version?: string; location: string };
  return respond(status, resource, {
    ...(meta.version !== undefined && { ETag: meta.version }),
    ...(status === 201 && { Location: meta.location }),
  });
}

export const respondError = (error: ScimError): Response =>
  respond(error.status, errorBody(error), error.headers);
