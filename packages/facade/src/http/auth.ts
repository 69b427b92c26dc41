import { InvalidInputError } from '../errors.js';
import { anything, checkOptions } from '../util/check-options.js';
import { refuseShort } from './errors/redact.js';
import type { HeaderRecord, SecurityScheme } from './types.js';

/** A secret, or a function that fetches it for each call (rotation, a vault). It may be asynchronous. */
export type Secret = string | (() => string | Promise<string>);

export interface BasicAuth {
  readonly username: string;
  readonly password: Secret;
}

/** Which security scheme of the spec a client uses, and the header value of one call. */
export interface Credential {
  readonly type: 'apiKey' | 'http';
  readonly scheme?: 'basic' | 'bearer';
  /** Checked, never empty. */
  read(): string | Promise<string>;
}

/** Adds the credential by the scheme of the operation that it is for, unless the call brings its own. */
export function authorize(
  headers: HeaderRecord,
  schemes: readonly SecurityScheme[] = [],
  { type, scheme, read }: Credential,
): Promise<void> | undefined {
  // The spec may offer several schemes; only the configured one is ever sent.
  const meant = schemes.find((offered) => offered.type === type && offered.scheme === scheme);
  const name = (meant?.name ?? 'Authorization').toLowerCase();
  if (!meant || headers[name] !== undefined) return undefined;
  const value = read();
  if (typeof value !== 'string') {
    return value.then((later) => {
      headers[name] = later;
    });
  }
  headers[name] = value;
  return undefined;
}

/** A header value made of one secret, such as SEC or a bearer token. */
export function tokenCredential(name: string, secret: Secret, scheme?: 'bearer'): Credential {
  const made = (token: unknown) => {
    checkToken(name, token);
    return scheme ? `Bearer ${token}` : token;
  };
  return { type: scheme ? 'http' : 'apiKey', ...(scheme ? { scheme } : {}), read: reader(secret, made) };
}

/**
 * The credential of a vendor that takes a token, under `field` of `auth`, or a user's name and password.
 * @throws InvalidInputError for none, for both, or for a name that `auth` does not know.
 */
export function tokenOrBasic<Field extends string>(
  auth: BasicAuth | { readonly [Name in Field]: Secret } | undefined,
  field: Field,
  scheme?: 'bearer',
): Credential {
  if (auth && field in auth && 'username' in auth) {
    throw new InvalidInputError(`auth holds both ${field} and username; give the one that is to be sent`);
  }
  checkOptions('auth', auth, { [field]: anything, username: anything, password: anything }, 'auth.');
  if (auth && 'username' in auth) return basicCredential(auth);
  return tokenCredential(`auth.${field}`, auth?.[field] as Secret, scheme);
}

export function basicCredential({ username, password }: BasicAuth): Credential {
  if (typeof username !== 'string' || !username) throw missing('auth.username');
  if (username.includes(':'))
    throw new InvalidInputError('auth.username must not hold a colon: Basic cannot carry it');
  if (hasControl(username) || /\p{Surrogate}/u.test(username)) {
    throw new InvalidInputError(
      'auth.username holds a control character or half a character (a lone surrogate)',
    );
  }
  const made = (secret: unknown) => {
    checkPassword(secret);
    // btoa takes one byte per character: the UTF-8 of both.
    return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${secret}`)))}`;
  };
  return { type: 'http', scheme: 'basic', read: reader(password, made) };
}

/** A secret that does not change is checked once. */
function reader(secret: Secret, made: (secret: unknown) => string): Credential['read'] {
  if (typeof secret === 'function') return async () => made(await secret());
  const value = made(secret);
  return () => value;
}

function checkToken(name: string, token: unknown): asserts token is string {
  if (typeof token !== 'string' || token.trim() === '') throw missing(name);
  refuseShort(name, token);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidInputError(
      `${name} holds a character that no header can carry (a line break, a blank, a control or non-ASCII character); it is not shown here because it is a secret`,
    );
  }
}

function checkPassword(password: unknown): asserts password is string {
  if (typeof password !== 'string' || password === '') throw missing('auth.password');
  refuseShort('auth.password', password);
  if (hasControl(password)) throw new InvalidInputError('auth.password holds a control character');
  if (/\p{Surrogate}/u.test(password)) {
    throw new InvalidInputError(
      'auth.password holds half a character (a lone surrogate), which UTF-8 cannot carry',
    );
  }
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function missing(name: string): InvalidInputError {
  return new InvalidInputError(
    `${name} is missing or empty; nothing was sent, because it would have gone out unauthenticated`,
  );
}
