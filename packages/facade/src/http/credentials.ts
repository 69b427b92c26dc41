import { InvalidInputError } from '../errors.js';

/** A secret, or a function that fetches it for each call (rotation, a vault). It may be asynchronous. */
export type Secret = string | (() => string | Promise<string>);

export interface BasicAuth {
  readonly username: string;
  readonly password: Secret;
}

/** Which security scheme of the spec a client uses, and how to get its value for one call. */
export interface Credential {
  readonly type: 'apiKey' | 'http';
  readonly scheme?: 'basic' | 'bearer';
  /** The secret of one call: checked, never empty. Basic comes as `username:password`. */
  read(): Promise<{ value: string; secrets: string[] }>;
}

/** A header value made of one secret, such as SEC or a bearer token. */
export function tokenCredential(name: string, secret: Secret, scheme?: 'bearer'): Credential {
  const checked = (value: unknown) => {
    checkToken(name, value);
    return { value, secrets: [value] };
  };
  // A token that does not change is checked once.
  const fixed = typeof secret === 'function' ? undefined : checked(secret);
  return {
    type: scheme ? 'http' : 'apiKey',
    ...(scheme ? { scheme } : {}),
    read: async () => fixed ?? checked(await (secret as () => string | Promise<string>)()),
  };
}

export function basicCredential(auth: BasicAuth): Credential {
  const { username, password } = auth;
  if (typeof username !== 'string' || !username) throw missing('auth.username');
  if (username.includes(':'))
    throw new InvalidInputError('auth.username must not hold a colon: Basic cannot carry it');
  if (hasControl(username) || /\p{Surrogate}/u.test(username)) {
    throw new InvalidInputError(
      'auth.username holds a control character or half a character (a lone surrogate)',
    );
  }
  const encoded = (secret: unknown) => {
    checkPassword(secret);
    // The generated client encodes with btoa, which takes Latin-1 only: hand it the UTF-8 bytes, one per character.
    const value = String.fromCharCode(...new TextEncoder().encode(`${username}:${secret}`));
    return { value, secrets: [secret, btoa(value)] };
  };
  const fixed = typeof password === 'function' ? undefined : encoded(password);
  return {
    type: 'http',
    scheme: 'basic',
    read: async () => fixed ?? encoded(await (password as () => string | Promise<string>)()),
  };
}

function checkToken(name: string, token: unknown): asserts token is string {
  if (typeof token !== 'string' || token.trim() === '') throw missing(name);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidInputError(
      `${name} holds a character that no header can carry (a line break, a blank, a control or non-ASCII character); it is not shown here because it is a secret`,
    );
  }
}

function checkPassword(password: unknown): asserts password is string {
  if (typeof password !== 'string' || password === '') throw missing('auth.password');
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
