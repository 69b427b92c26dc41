const BLOT = '[redacted]';
const SECRET_KEYS = /^(password|old_password|token|sec|authorization|cookie|x-csrf-token)$/i;
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

/** A copy of a parsed answer in which known secrets, and fields that are secrets by name, are blotted out. */
export function redact(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return BLOT;
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key, secrets),
      SECRET_KEYS.test(key) && typeof item === 'string' ? BLOT : redact(item, secrets, depth + 1),
    ]),
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

/** The values of secret fields in a request body, so that a server that echoes them cannot put them into an error. */
export function secretsIn(body: unknown, found: string[] = [], depth = 0): string[] {
  if (body === null || typeof body !== 'object' || depth > 5) return found;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'string') {
      if (SECRET_KEYS.test(key)) found.push(value);
    } else secretsIn(value, found, depth + 1);
  }
  return found;
}
