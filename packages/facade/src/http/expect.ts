import { kindOf } from '../util/check.js';
import { protocolError } from './errors/protocol-error.js';
import type { Result } from './types.js';

// The outline that every verb checks of what came, before it calls it the vendor's type.

/** The answer must be a list of objects, or hold one in `field`. */
export function expectList<Item>({ data, response, call }: Result, field?: string): Item[] {
  const list =
    field && data !== null && typeof data === 'object' ? (data as Record<string, unknown>)[field] : data;
  if (!Array.isArray(list)) {
    const expected = field ? `a list in '${field}'` : 'a list';
    throw protocolError(call, response, `expected ${expected}, got ${kindOf(list)}`);
  }
  for (let at = 0; at < list.length; at += 1) {
    const item = list[at];
    if (item === null || typeof item !== 'object' || Array.isArray(item))
      throw protocolError(call, response, `item ${at} of the list should be an object, got ${kindOf(item)}`);
  }
  return list as Item[];
}

/** A field that an object must hold. */
export interface RequiredField {
  readonly field: string;
  readonly type: 'number' | 'string';
}

/** Most vendors number their records. */
export const withNumericId: RequiredField = { field: 'id', type: 'number' };
export const withTextId: RequiredField = { field: 'id', type: 'string' };

/** The answer must be an object, with the given field unless the caller asked for other fields only. */
export function expectObject<Data extends object>(
  { data, response, call }: Result,
  required?: RequiredField,
): Data {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw protocolError(call, response, `expected an object, got ${kindOf(data)}`);
  }
  if (required) {
    const value = (data as Record<string, unknown>)[required.field];
    if (typeof value !== required.type) {
      const { field, type } = required;
      throw protocolError(call, response, `field '${field}' should be a ${type}, got ${kindOf(value)}`);
    }
  }
  return data as Data;
}
