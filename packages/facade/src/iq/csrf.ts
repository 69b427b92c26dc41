import type { Client } from '@rollcall/iq';
import { InvalidInputError } from '../errors.js';

const HEADER = 'X-CSRF-TOKEN';
const COOKIE = 'CLM-CSRF-TOKEN';
const WRITES = new Set(['POST', 'PUT', 'DELETE']);

/**
 * Sends header and cookie with one value on every write, which IQ asks for behind reverse-proxy authentication; any
 * value will do as long as the two are equal (Sonatype). A browser sets no `Cookie` for a script: there the cookie
 * must exist already, and its value goes into `csrf`.
 */
export function sendCsrfPair(client: Client, csrf: true | string): void {
  const value = csrf === true ? randomValue() : csrf;
  // What a cookie can carry unquoted (RFC 6265, cookie-octet).
  if (typeof value !== 'string' || !/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(value)) {
    throw new InvalidInputError(
      'csrf must be true, or a value that a cookie can carry: no blank, quote, comma, ; or \\',
    );
  }
  client.interceptors.request.use((request) => {
    if (!WRITES.has(request.method)) return request;
    const others = request.headers.get('Cookie');
    request.headers.set(HEADER, value);
    request.headers.set('Cookie', `${others ? `${others}; ` : ''}${COOKIE}=${value}`);
    return request;
  });
}

function randomValue(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
