import type { Json } from '../json.js';
import type { AttributeDefinition } from '../schema/definition.js';

export type Comparable = string | number | boolean;

/** A value as it is compared: folded where its attribute is not caseExact, a time where it is one. */
export function comparable(value: Json, { type, caseExact }: AttributeDefinition): Comparable | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (type === 'dateTime') return Date.parse(value);
  return caseExact || type === 'binary' ? value : fold(value);
}

/** One form for all spellings of a name that differ in case only. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/** -1, 0 or 1; strings by their code units, so that the order is the same on every machine. */
export const order = (one: Comparable, other: Comparable): number =>
  one === other ? 0 : one < other ? -1 : 1;
