import type { Violation } from '../../contract/violation.js';
import { violationText } from '../../contract/violation-text.js';
import { pathOf } from '../../spec/places.js';
import { maxBodyBytes } from '../facts.js';
import { badRequest, type ErrorSource, errorItem, QlikError } from './errors.js';
import { isJson, tooLarge, wrongMediaType } from './requests.js';

/** Qlik's own error for a request that breaks the spec, so that no validator's wording reaches the client. */
export function violationError(violations: readonly Violation[], request: Request): QlikError {
  const { pathname } = new URL(request.url);
  const size = Number(request.headers.get('content-length') ?? 0);
  if (request.method === 'POST' && pathname === pathOf('qlik', 'createUser') && size > maxBodyBytes)
    return tooLarge(maxBodyBytes);
  if (request.body !== null && !isJson(request)) return wrongMediaType();
  if (violations[0]?.kind === 'malformed') return badRequest('The body is not valid JSON.');
  const items = violations.map((violation) =>
    errorItem(400, violationText(violation), sourceOf(violation.location)),
  );
  return new QlikError(400, items.length === 0 ? [errorItem(400)] : items);
}

/** `body.invitees.0.email` is a pointer, `query.limit` and `header.qlik-api-version` are parameters. */
function sourceOf(location: string): ErrorSource | undefined {
  const [where, ...rest] = location.split('.');
  if (where === 'body' || where === 'requestBody')
    return { pointer: rest.map((part) => `/${part}`).join('') };
  return rest.length === 0 ? undefined : { parameter: rest.join('.') };
}
