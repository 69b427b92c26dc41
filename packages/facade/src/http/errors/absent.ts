import { HttpError } from '../../errors.js';

/**
 * True for a vendor's refusal of what is not there (any more). A web page with that status is the answer of a proxy or of
 * another application and says nothing of what the vendor has; a 410 says that the operation is gone (IBM overview).
 */
export function isAbsent(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404 && !isWebPage(error.body);
}

/** True for a body that is a page of HTML, which no vendor answers to a call of its API. */
export function isWebPage(body: unknown): boolean {
  return typeof body === 'string' && /^\s*</.test(body);
}
