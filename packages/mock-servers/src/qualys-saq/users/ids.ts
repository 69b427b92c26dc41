import { invalidRequest } from '../http/refusal.js';

/** The largest value of `xs:long`. */
export const MAX_ID = 2n ** 63n - 1n;

/** Ids are compared as numbers: ` 007 ` is 7. At most 19 digits, as in the path (Qualys). */
export function canonicalId(text: string): string | undefined {
  const trimmed = text.trim();
  return /^[+-]?\d{1,19}$/.test(trimmed) ? BigInt(trimmed).toString() : undefined;
}

/** @throws Refusal INVALID_REQUEST that says where the id was expected. */
export function requireId(text: string, where: string): string {
  const id = canonicalId(text);
  if (id === undefined) {
    throw invalidRequest(
      `${where} is not an id: ${JSON.stringify(text.slice(0, 40))}.`,
      'Send a whole number.',
    );
  }
  return id;
}

export function compareIds(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A version 4 UUID of the injected randomness. */
export function uuid(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
    const digit = Math.floor(random() * 16);
    return (letter === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
