import type { ServiceResponse } from '../users/model.js';
import { writeResponse } from '../xml/xml.js';
import type { Refusal } from './refusal.js';

/** Where the platform keeps its schema (Qualys). */
export const SCHEMA_PATH = '/qps/xsd/1.0/saq/user.xsd';

/** A ServiceResponse as `text/xml`, or as `application/xml` for a client that asks for that alone. */
export function xmlAnswer(
  request: Request,
  origin: string,
  body: ServiceResponse,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const accept = request.headers.get('accept') ?? '';
  const type =
    /application\/xml/i.test(accept) && !/text\/xml/i.test(accept) ? 'application/xml' : 'text/xml';
  return new Response(writeResponse(body, origin + SCHEMA_PATH), {
    status: init.status ?? 200,
    headers: { 'content-type': `${type}; charset=utf-8`, ...init.headers },
  });
}

export function refusalBody({ responseCode, message, errorResolution }: Refusal): ServiceResponse {
  return { responseCode, responseErrorDetails: { errorMessage: message, errorResolution } };
}

export function errorBody(code: string, errorMessage: string, errorResolution: string): ServiceResponse {
  return { responseCode: code, responseErrorDetails: { errorMessage, errorResolution } };
}
