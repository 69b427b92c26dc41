const BLOT = '[redacted]';
const SECRET_KEYS = /^(password|old_password|token|sec|authorization|cookie|x-csrf-token)$/i;
/** Shorter values would blot out ordinary words; such a secret is not one. */
const SHORTEST_SECRET = 4;

/** Replaces every known secret in a text. */
export function redactText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) clean = clean.replaceAll(secret, BLOT);
  }
  return clean;
}

/** A copy of a parsed answer in which known secrets, and fields that are secrets by name, are blotted out. */
export function redact(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (value === null || typeof value !== 'object' || depth > 20) return value;
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEYS.test(key) && typeof item === 'string' ? BLOT : redact(item, secrets, depth + 1),
    ]),
  );
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
