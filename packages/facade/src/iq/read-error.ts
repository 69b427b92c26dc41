import { isWebPage } from '../http/errors/absent.js';
import type { VendorError } from '../http/errors/http-error.js';

const LONGEST_MESSAGE = 300;

/** IQ documents no error bodies: the field reports plain text, and JSON is read too. A page of HTML says nothing. */
export function readError(body: unknown): VendorError {
  const said = typeof body === 'string' ? body : (body as { message?: unknown } | null)?.message;
  if (typeof said !== 'string' || isWebPage(said)) return {};
  const line = said.replace(/\s+/g, ' ').trim();
  return {
    message: line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line || undefined,
  };
}
