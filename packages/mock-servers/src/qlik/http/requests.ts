import { badRequest, type QlikError, qlikError } from './errors.js';

/** The 401 for anything but the sandbox's key. */
export function credentialsProblem(request: Request): QlikError | undefined {
  const header = request.headers.get('authorization');
  const headers = { 'www-authenticate': 'Bearer' };
  if (header === null) return qlikError(401, 'The Authorization header is missing.', undefined, headers);
  if (/^bearer sandbox-key$/i.test(header) && header.endsWith('sandbox-key')) return undefined;
  return qlikError(401, 'The Authorization header holds no valid bearer token.', undefined, headers);
}

/** `qlik-api-version` is optional, a year and a month (qlik.dev). Throws a 400. */
export function checkApiVersion(request: Request): void {
  const version = request.headers.get('qlik-api-version');
  if (version === null || /^\d{4}-(0[1-9]|1[0-2])$/.test(version)) return;
  throw badRequest('qlik-api-version is a year and a month, such as 2025-01.', {
    parameter: 'qlik-api-version',
  });
}

/** Whether a body says it is JSON; one without a media type is not. */
export function isJson(request: Request): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json';
}

export function wrongMediaType(): QlikError {
  return qlikError(415, 'The body must be sent as application/json.');
}

export function tooLarge(maxBytes: number): QlikError {
  return qlikError(413, `The body may hold ${maxBytes / 1000} kB.`);
}

/** The body's JSON; `undefined` when there is none. Throws 413 over `maxBytes`, 415 and 400. */
export async function readJson(request: Request, maxBytes = Number.POSITIVE_INFINITY): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  if (bytes.byteLength === 0) return undefined;
  if (!isJson(request)) throw wrongMediaType();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}

/** As `readJson`; throws a 400 when there is no body. */
export async function readRequiredJson(request: Request, maxBytes?: number): Promise<unknown> {
  const body = await readJson(request, maxBytes);
  if (body === undefined) throw badRequest('The request must have a body.');
  return body;
}
