import { InvalidInputError } from '../errors.js';
import type { HeaderRecord } from '../http/types.js';

const HEADER = 'x-csrf-token';
const COOKIE = 'CLM-CSRF-TOKEN';
const WRITES = new Set(['POST', 'PUT', 'DELETE']);

/**
 * Sends header and cookie with one value on every write, which IQ asks for behind reverse-proxy authentication; any
 * value will do as long as the two are equal (Sonatype). A browser sets no `Cookie` for a script: there the cookie
 * must exist already, and its value goes into `csrf`.
 */
export function csrfPair(
  csrf: boolean | string | undefined,
): ((method: string, headers: HeaderRecord) => void) | undefined {
  if (csrf === undefined || csrf === false) return undefined;
  const value = csrf === true ? randomValue() : csrf;
  // What a cookie can carry unquoted (RFC 6265, cookie-octet).
  if (typeof value !== 'string' || !/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(value)) {
    throw new InvalidInputError(
      'csrf must be true, or a value that a cookie can carry: no blank, quote, comma, ; or \\',
    );
  }
  return (method, headers) => {
    if (!WRITES.has(method)) return;
    headers[HEADER] = value;
    headers.cookie = `${headers.cookie ? `${headers.cookie}; ` : ''}${COOKIE}=${value}`;
  };
}

function randomValue(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
