import { InvalidInputError } from '../errors.js';
import { anything, checkOptions } from '../util/check-options.js';
import { refuseShort } from './errors/call-secrets.js';
import type { HeaderRecord, SecurityScheme } from './types.js';

/** A secret, or a function that fetches it for each call (rotation, a vault). It may be asynchronous. */
export type Secret = string | (() => string | Promise<string>);

export interface BasicAuth {
  readonly username: string;
  readonly password: Secret;
}

/** A token under `Field`, or a user's name and password, and never both. */
export type TokenOrBasic<Field extends string> =
  | ({ readonly [Name in Field]: Secret } & { readonly username?: never; readonly password?: never })
  | (BasicAuth & { readonly [Name in Field]?: never });

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
  auth: TokenOrBasic<Field> | undefined,
  field: Field,
  scheme?: 'bearer',
): Credential {
  const given = auth !== null && typeof auth === 'object' ? auth : {};
  const basic = 'username' in given || 'password' in given;
  if (basic && field in given) {
    throw new InvalidInputError(`auth holds both ${field} and username; give the one that is to be sent`);
  }
  checkOptions('auth', auth, { [field]: anything, username: anything, password: anything }, 'auth.');
  if (basic) return basicCredential(auth as BasicAuth);
  return tokenCredential(
    `auth.${field}`,
    (auth as Record<string, Secret> | undefined)?.[field] as Secret,
    scheme,
  );
}

export function basicCredential({ username, password }: BasicAuth): Credential {
  if (typeof username !== 'string' || !username) throw missing('auth.username', username);
  if (username !== username.trim()) throw surrounded('auth.username');
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
  if (typeof token !== 'string' || token.trim() === '') throw missing(name, token);
  refuseShort(name, token);
  if (token !== token.trim()) throw surrounded(name);
  if (UNSET.test(token)) throw unset(name);
  if (/^(?:bearer|basic|sec:) *\S/i.test(token) && /[\s:]/.test(token)) {
    throw new InvalidInputError(`${name} must be the token alone: the client writes what stands before it`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidInputError(
      `${name} holds a character that no header can carry (a line break, a blank, a control or non-ASCII character); it is not shown here because it is a secret`,
    );
  }
}

function checkPassword(password: unknown): asserts password is string {
  if (typeof password !== 'string' || password === '') throw missing('auth.password', password);
  refuseShort('auth.password', password);
  if (/[\r\n]$/.test(password)) throw surrounded('auth.password');
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

/** What a template or a variable that was not set leaves; no secret. */
const UNSET = /^(?:undefined|null|NaN|\[object \w+\]|\$\{.*\}|\$\(.*\)|<.*>|".*"|'.*')$/s;

function unset(name: string): InvalidInputError {
  return new InvalidInputError(
    `${name} is the text of a variable that was not set, or stands in quotation marks; nothing was sent`,
  );
}

function surrounded(name: string): InvalidInputError {
  return new InvalidInputError(
    `${name} begins or ends with a blank or a line break (was it read from a file?); trim it`,
  );
}

function missing(name: string, given: unknown): InvalidInputError {
  const what =
    given === undefined || given === null || typeof given === 'string'
      ? 'is missing or empty'
      : `is missing: it must be a text, or a function that gives one, not ${given instanceof Promise ? 'a Promise' : typeof given}`;
  return new InvalidInputError(
    `${name} ${what}; nothing was sent, because it would have gone out unauthenticated`,
  );
}
