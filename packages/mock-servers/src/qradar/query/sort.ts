import { unprocessable } from '../http/errors.js';
import { MAX_EXPRESSION_LENGTH } from './expression-length.js';
import type { Fields, Shape } from './shapes.js';

/** The resource's own codes for the two ways a sort fails (IBM). */
export interface SortCodes {
  unknown: number;
  unsupported: number;
}

interface SortKey {
  path: readonly string[];
  descending: boolean;
}

/**
 * Parses `sort`: `+field` or `-field`, several by comma, subfields in brackets, a backslash before `, ( ) \` inside a
 * name (IBM overview). Without a sign the order is ascending; a leading space is a `+` that was not encoded.
 * @throws ApiError 422 with `codes.unknown` for an unknown field, `codes.unsupported` for a list or an object.
 */
export function parseSort(
  text: string,
  fields: Fields,
  codes: SortCodes,
): (a: unknown, b: unknown) => number {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw unprocessable(
      codes.unknown,
      `The sort parameter is longer than ${MAX_EXPRESSION_LENGTH} characters.`,
    );
  }
  const keys = withoutRepeats(splitUnescaped(text, ',').map((part) => parseKey(part, fields, codes)));
  return (a, b) => {
    for (const { path, descending } of keys) {
      const difference = compareValues(valueAt(a, path), valueAt(b, path));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  };
}

function parseKey(part: string, fields: Fields, codes: SortCodes): SortKey {
  const sign = part[0];
  const signed = sign === '+' || sign === '-' || sign === ' ';
  const name = (signed ? part.slice(1) : part).trim();
  const opened = splitUnescaped(withoutClosing(name), '(');
  const path = opened.map((piece) => piece.replace(/\\(.)/g, '$1'));
  let shape: Shape = { fields };
  for (const piece of path) {
    const inner: Fields = typeof shape === 'object' && 'fields' in shape ? shape.fields : {};
    if (!Object.hasOwn(inner, piece)) {
      throw unprocessable(
        codes.unknown,
        `The sort parameter names "${name}", which is no field of this resource.`,
      );
    }
    shape = inner[piece] as Shape;
  }
  if (typeof shape !== 'string') {
    throw unprocessable(codes.unsupported, `Sorting is not supported on the field "${name}".`);
  }
  return { path, descending: sign === '-' };
}

/** Only the first mention of a field counts. */
function withoutRepeats(keys: readonly SortKey[]): SortKey[] {
  const byField = new Map<string, SortKey>();
  for (const key of keys) {
    const name = key.path.join('(');
    if (!byField.has(name)) byField.set(name, key);
  }
  return [...byField.values()];
}

function withoutClosing(name: string): string {
  let end = name.length;
  while (name[end - 1] === ')') end -= 1;
  return name.slice(0, end);
}

function splitUnescaped(text: string, separator: string): string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] as string;
    if (character === separator) {
      parts.push('');
      continue;
    }
    const taken = character === '\\' ? text.slice(index, index + 2) : character;
    parts[parts.length - 1] += taken;
    index += taken.length - 1;
  }
  return parts;
}

function valueAt(item: unknown, path: readonly string[]): unknown {
  let value: unknown = item;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value ?? null;
}

/** Null comes first, as no document says where; text by code unit, so that the order is the same everywhere. */
function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return (a as string | number | boolean) < (b as string | number | boolean) ? -1 : 1;
}
