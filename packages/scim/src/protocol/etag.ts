import { createHash } from 'node:crypto';
import type { Json } from './json.js';

/** A weak entity tag of what a resource says: two equal ones have the same, in every process. */
export function entityTag(resource: Json): string {
  return `W/"${createHash('sha256').update(canonical(resource)).digest('base64url').slice(0, 22)}"`;
}

/** Whether an If-Match or If-None-Match header names a version: RFC 9110 13.1, compared weakly. */
export function namesVersion(header: string, version: string): boolean {
  if (header.trim() === '*') return true;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => opaque(tag) === opaque(version));
}

/** JSON with its members in one order. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
