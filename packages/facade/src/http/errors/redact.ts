import { InvalidInputError } from '../../errors.js';
import type { Call, SecretNames } from '../types.js';
import { redactNamed, soundsSecret } from './secret-fields.js';
import { secretPattern } from './secret-forms.js';

/** Headers by which HTTP carries a credential; a vendor's own are in its profile. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];
const BLOT = '[redacted]';
/** Shorter ones would blot out ordinary words: they are refused before anything is sent. */
const SHORTEST_SECRET = 4;
/** What is looked through for secrets, which takes time: no error shows more. */
const LONGEST_TEXT = 64 * 1024;
/** Headers that are no secret of the caller's, whatever they say. */
const HARMLESS_HEADERS =
  /^(?:accept|accept-.*|content-.*|user-agent|version|range|if-.*|qlik-api-version|x-requested-with|host|connection|cache-control|pragma|origin|referer|traceparent|tracestate|x-(?:request|correlation|trace)(?:-id)?)$/;
const DEEPEST = 20;

/** Replaces every known secret in a text, in whatever way it is escaped, and what stands behind a secret's name. */
export function redactText(text: string, secrets: readonly string[]): string {
  let clean = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) clean = clean.replace(secretPattern(secret), BLOT);
  }
  return redactNamed(clean);
}

/** The first `most` characters of a text, blotted before they are cut: half a secret is not found any more. */
export function redactedStart(text: string, secrets: readonly string[], most: number): string {
  // A secret's longest form has ten characters for each of its own.
  const longest = Math.max(200, ...secrets.map((secret) => secret.length * 10));
  return redactText(text.slice(0, most + longest), secrets).slice(0, most);
}

/** A copy of a parsed answer in which the call's secrets, and fields that are secrets by name, are blotted out. */
export function redact(value: unknown, call: Call): unknown {
  return blotted(value, secretsOf(call), call.confidential.names, 0);
}

function blotted(value: unknown, secrets: readonly string[], names: SecretNames, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return BLOT;
  if (Array.isArray(value)) return value.map((item) => blotted(item, secrets, names, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key, secrets),
      isSecretName(key, names) && typeof item === 'string' ? BLOT : blotted(item, secrets, names, depth + 1),
    ]),
  );
}

/** A field that is secret in the spec, or has the name of a header that carries a credential. */
function isSecretName(key: string, { headers, fields }: SecretNames): boolean {
  const name = key.toLowerCase();
  return (
    soundsSecret(name) || fields.has(name) || headers.includes(name) || CREDENTIAL_HEADERS.includes(name)
  );
}

/**
 * Blots secrets out of a platform's error and its causes, in place so that it stays the platform's error. A parser's
 * error may hold the bytes that came (undici's `data`), and a server may echo what it was sent.
 */
export function redactError(error: unknown, secrets: readonly string[], depth = 0): void {
  if (!(error instanceof Error) || depth > 5) return;
  const fields = error as unknown as Record<string, unknown>;
  for (const key of new Set(['message', 'stack', ...Object.keys(error)])) {
    const value = fields[key];
    if (typeof value !== 'string') continue;
    const clean = redactText(value, secrets);
    if (clean !== value) fields[key] = clean;
  }
  if (error instanceof AggregateError)
    for (const inner of error.errors) redactError(inner, secrets, depth + 1);
  redactError(error.cause, secrets, depth + 1);
}

/** @throws InvalidInputError for a secret that could not be blotted out of a text without its words. */
export function refuseShort(name: string, secret: string): void {
  if (secret.length >= SHORTEST_SECRET) return;
  throw new InvalidInputError(
    `${name} is shorter than four characters: nobody could keep it out of errors and logs, and no vendor takes such a secret`,
  );
}

/** The values of secret fields in a request body, so that a server that echoes them cannot put them into an error. */
export function secretsIn(body: unknown, names: SecretNames, found: string[] = [], depth = 0): string[] {
  if (body === null || typeof body !== 'object' || depth > 5) return found;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'string') {
      if (!isSecretName(key, names)) continue;
      if (value !== '' && names.fields.has(key.toLowerCase())) refuseShort(key, value);
      found.push(value);
    } else secretsIn(value, names, found, depth + 1);
  }
  return found;
}

/** The values of an address that the spec marks as secret, such as IQ's `userCode`: the address is in every error. */
export function secretsInPath(
  path: Readonly<Record<string, unknown>> | undefined,
  { fields }: SecretNames,
): string[] {
  return Object.entries(path ?? {}).flatMap(([name, value]) =>
    fields.has(name.toLowerCase()) && value !== undefined ? [String(value)] : [],
  );
}

/** What a vendor's spec marks as secret (`x-secret`), and the headers of its own that carry one. */
export function secretNamesOf(fields: readonly string[], headers: readonly string[] = []): SecretNames {
  return { headers, fields: new Set(fields.map((name) => name.toLowerCase())) };
}

/** Everything that must not be shown of a call: its credentials, and the secrets in its body. */
export function secretsOf({ confidential: { headers, values, names } }: Call): string[] {
  const secret = Object.keys(headers).filter(
    (name) =>
      CREDENTIAL_HEADERS.includes(name) || names.headers.includes(name) || !HARMLESS_HEADERS.test(name),
  );
  return [...secret.flatMap((name) => secretsOfHeader(headers[name])), ...values];
}

/** What must not be shown of a header: the value, the token without its scheme, Basic's password, each cookie's value. */
function secretsOfHeader(value: string | undefined): string[] {
  if (!value) return [];
  const token = value.replace(/^(?:basic|bearer) +/i, '');
  const cookies = [...value.matchAll(/=([^;]+)/g)].map((match) => String(match[1]));
  if (!/^basic /i.test(value)) return [token, ...cookies];
  const unpadded = token.replace(/=+$/, '');
  return [unpadded, unpadded.replaceAll('+', '-').replaceAll('/', '_'), ...basicPassword(token)];
}

function basicPassword(pair: string): string[] {
  try {
    const bytes = Uint8Array.from(atob(pair), (char) => char.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    return [text.slice(text.indexOf(':') + 1)];
  } catch {
    return []; // a caller's own header, which need not be Base64
  }
}
