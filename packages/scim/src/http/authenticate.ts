import { createHash, timingSafeEqual } from 'node:crypto';
import type { ScimToken } from '../options.js';
import { ScimError } from '../protocol/errors.js';
import type { JwtVerifier } from './verify-jwt.js';

/** The hash of a token, for the configuration. Tokens are long and random, so one round is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who asks. */
export type Client = Pick<ScimToken, 'name' | 'systems' | 'readOnly'>;

/**
 * Whose request this is: `Authorization: Bearer <token>`, or the token alone, as Okta sends it. Every known token is
 * compared, in constant time, so that the time tells nothing.
 *
 * @throws ScimError 401.
 */
export async function authenticate(
  header: string | undefined,
  tokens: readonly ScimToken[],
  jwt: JwtVerifier | undefined,
): Promise<Client> {
  const token = header?.replace(/^Bearer +/i, '').trim() ?? '';
  const given = Buffer.from(hashToken(token), 'hex');
  let found: Client | undefined;
  for (const each of tokens) {
    if (timingSafeEqual(Buffer.from(each.sha256, 'hex'), given)) found = each;
  }
  found ??= await jwt?.(token);
  if (found) return found;
  throw new ScimError(401, 'The request has no token that this server knows.', undefined, {
    'WWW-Authenticate': 'Bearer realm="scim"',
  });
}
