import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JwtOptions } from '../options.js';
import { later } from './vendor-error.js';

/** Whose signed token this is; undefined when it is not good. */
export type JwtVerifier = (
  token: string,
) => Promise<{ name: string; systems?: readonly string[] } | undefined>;

/** A token has three parts of base64url; anything else is not looked at further. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Signatures by a public key only: with a shared secret, whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * Checks tokens by issuer, audience, time, signature and scope.
 *
 * @param now milliseconds since 1970.
 */
export function jwtVerifier(
  { audience, issuer, keys, scope, systems }: JwtOptions,
  now: () => number,
): JwtVerifier {
  const keySet = createRemoteJWKSet(new URL(keys));
  return async (token) => {
    if (!JWT.test(token)) return undefined;
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
      });
      const scopes = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
      if (scope !== undefined && !scopes.includes(scope)) return undefined;
      const name = `jwt:${payload.sub ?? payload.azp ?? payload.client_id ?? issuer}`;
      return { name, ...(systems && { systems }) };
    } catch (error) {
      // The issuer's keys could not be read: that says nothing about the token.
      const isJudged = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
      if (isJudged && error.code !== 'ERR_JOSE_GENERIC') return undefined;
      throw later("The issuer's keys cannot be read now.");
    }
  };
}
