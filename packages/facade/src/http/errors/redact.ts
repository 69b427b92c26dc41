import { isError } from '../../util/is-error.js';
import type { Call, SecretNames } from '../types.js';
import { type Secrets, SHORTEST_SECRET, secretsOf } from './call-secrets.js';
import { isSecretName, redactNamed } from './secret-fields.js';
import { secretPattern } from './secret-forms.js';

const BLOT = '[redacted]';
/** What is looked through for secrets, which takes time: no error shows more. */
const LONGEST_TEXT = 64 * 1024;
const DEEPEST = 20;

/** Replaces every known secret in a text, in whatever way it is escaped, and what stands behind a secret's name. */
export function redactText(text: string, { values, names }: Secrets): string {
  let clean = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  for (const secret of values) {
    if (secret.length >= SHORTEST_SECRET) clean = clean.replace(secretPattern(secret), BLOT);
  }
  return redactNamed(clean, names);
}

/** The first `most` characters of a text, blotted before they are cut: half a secret is not found any more. */
export function redactedStart(text: string, secrets: Secrets, most: number): string {
  // A secret's longest form has ten characters for each of its own.
  const longest = Math.max(200, ...secrets.values.map((secret) => secret.length * 10));
  return redactText(text.slice(0, most + longest), secrets).slice(0, most);
}

/** A copy of a parsed answer in which the call's secrets, and fields that are secrets by name, are blotted out. */
export function redact(value: unknown, call: Call): unknown {
  return blotted(value, secretsOf(call), 0);
}

function blotted(value: unknown, secrets: Secrets, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return BLOT;
  if (Array.isArray(value)) return value.map((item) => blotted(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key, secrets),
      hidesValue(key, item, secrets.names) ? BLOT : blotted(item, secrets, depth + 1),
    ]),
  );
}

/** Under a name that only sounds secret, a number is a count or a time. */
function hidesValue(key: string, value: unknown, names: SecretNames): boolean {
  if (value === null || typeof value === 'boolean' || !isSecretName(key, names)) return false;
  return typeof value !== 'number' || names.fields.has(key.toLowerCase());
}

/**
 * Blots secrets out of a platform's error and its causes, in place so that it stays the platform's error. A parser's
 * error may hold the bytes that came (undici's `data`), and a server may echo what it was sent.
 */
export function redactError(error: unknown, secrets: Secrets, depth = 0): void {
  if (!isError(error) || depth > 5) return;
  const fields = error as unknown as Record<string, unknown>;
  for (const key of new Set(['message', 'stack', ...Object.keys(error)])) {
    const value = fields[key];
    if (typeof value !== 'string') continue;
    const clean = redactText(value, secrets);
    if (clean !== value) fields[key] = clean;
  }
  if (Array.isArray(fields.errors)) for (const inner of fields.errors) redactError(inner, secrets, depth + 1);
  redactError(error.cause, secrets, depth + 1);
}
