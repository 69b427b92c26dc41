import { createHash, timingSafeEqual } from 'node:crypto';
import type { ScimToken } from '../options.js';
import { ScimError } from '../protocol/errors.js';

/** The hash of a token, for the configuration. Tokens are long and random, so one round is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Whose request this is: `Authorization: Bearer <token>`, or the token alone, as Okta sends it. Every known token is
 * compared, in constant time, so that the time tells nothing.
 *
 * @throws ScimError 401.
 */
export function authenticate(header: string | undefined, tokens: readonly ScimToken[]): ScimToken {
  const given = Buffer.from(hashToken(header?.replace(/^Bearer +/i, '').trim() ?? ''), 'hex');
  let found: ScimToken | undefined;
  for (const token of tokens) {
    if (timingSafeEqual(Buffer.from(token.sha256, 'hex'), given)) found = token;
  }
  if (found) return found;
  throw new ScimError(401, 'The request has no token that this server knows.', undefined, {
    'WWW-Authenticate': 'Bearer realm="scim"',
  });
}
