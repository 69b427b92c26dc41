import { RollcallError } from '../errors.js';

/** Digests of texts that tell them apart and do not tell them: HMAC-SHA-256, cut to 36 bits. */
export type Digest = (text: string) => Promise<string>;

/** Characters of a digest. Base64 has no full stop, so that this stands for a field that is not there. */
export const DIGEST_LENGTH = 6;
export const ABSENT = '.'.repeat(DIGEST_LENGTH);

const SALT_BYTES = 16;

export function newSalt(): string {
  return base64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
}

/** `crypto.subtle` is on every runtime this package runs on; browsers have it on https pages only. */
export async function createDigest(salt: string, secret = ''): Promise<Digest> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(`${salt} ${secret}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
    return base64(bytes.subarray(0, DIGEST_LENGTH)).slice(0, DIGEST_LENGTH);
  };
}

/** JSON with sorted names, so that a server which orders its fields anew has changed nothing. */
export function canonical(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_, item: unknown) => {
        if (typeof item === 'bigint') return String(item);
        if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
        return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
      }) ?? ''
    );
  } catch (error) {
    // Nested some thousand deep, which no vendor's record is.
    throw new RollcallError('a record of the list is nested too deep to be compared', { cause: error });
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
