import type { Call, SecretNames } from '../types.js';

/** Headers by which HTTP carries a credential; a vendor's own are in its profile. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];
const BLOT = '[redacted]';
/** Shorter values would blot out ordinary words; such a secret is not one. */
const SHORTEST_SECRET = 4;
const DEEPEST = 20;

/** Replaces every known secret in a text, also where it stands escaped for JSON, XML or a URL. */
export function redactText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, BLOT);
  }
  return clean;
}

function formsOf(secret: string): Set<string> {
  const forms = new Set([secret, JSON.stringify(secret).slice(1, -1)]);
  const text = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  forms.add(text).add(text.replaceAll('"', '&quot;').replaceAll("'", '&apos;'));
  if (!/\p{Surrogate}/u.test(secret)) forms.add(encodeURIComponent(secret));
  return forms;
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
  return fields.has(name) || headers.includes(name) || CREDENTIAL_HEADERS.includes(name);
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

/** The values of secret fields in a request body, so that a server that echoes them cannot put them into an error. */
export function secretsIn(body: unknown, names: SecretNames, found: string[] = [], depth = 0): string[] {
  if (body === null || typeof body !== 'object' || depth > 5) return found;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'string') {
      if (isSecretName(key, names)) found.push(value);
    } else secretsIn(value, names, found, depth + 1);
  }
  return found;
}

/** Everything that must not be shown of a call: its credentials, and the secrets in its body. */
export function secretsOf({ confidential: { headers, values, names } }: Call): string[] {
  return [
    ...[...CREDENTIAL_HEADERS, ...names.headers].flatMap((name) => secretsOfHeader(headers[name])),
    ...values,
  ];
}

/** What must not be shown of a header: the value, the token without its scheme, Basic's password, each cookie's value. */
function secretsOfHeader(value: string | undefined): string[] {
  if (!value) return [];
  const token = value.replace(/^(?:basic|bearer) +/i, '');
  const cookies = [...value.matchAll(/=([^;]+)/g)].map((match) => String(match[1]));
  return [token, ...(/^basic /i.test(value) ? basicPassword(token) : cookies)];
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
