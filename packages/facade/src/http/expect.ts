import { kindOf } from '../util/check.js';
import { protocolError } from './errors/protocol-error.js';
import type { Result } from './types.js';

// The outline that every verb checks of what came, before it calls it the vendor's type.

/** The answer must be a list of objects, or hold one in `field`. */
export function expectList<Item>({ data, response, call }: Result, field?: string, key?: ListKey): Item[] {
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
    if (key) checkKey(item as Record<string, unknown>, at);
  }
  return list as Item[];

  function checkKey(item: Record<string, unknown>, at: number): void {
    const { field: name, type, projected } = key as ListKey;
    const value = item[name];
    if (isKey(value, type) || (projected && value === undefined)) return;
    throw protocolError(
      call,
      response,
      `field '${name}' of item ${at} should be ${KEYS[type]}, got ${kindOf(value)}`,
    );
  }
}

/** What tells the records of a list apart. */
export interface ListKey extends RequiredField {
  /** True when the caller asked for other fields only: then it may be missing. */
  readonly projected?: boolean;
}

/** A field that an object must hold. */
export interface RequiredField {
  readonly field: string;
  readonly type: 'number' | 'string';
  /** What it must be: the record that was asked for, and no other. */
  readonly is?: unknown;
}

const KEYS = { number: 'a whole number that JavaScript keeps exactly', string: 'a string' } as const;

/** Beyond 2^53 two records would get one number. */
function isKey(value: unknown, type: RequiredField['type']): boolean {
  if (type === 'string') return typeof value === 'string' && value !== '';
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Names are compared without regard to case, as servers that log people in do. */
function sameKey(value: unknown, wanted: unknown): boolean {
  return String(value).toLowerCase() === String(wanted).toLowerCase();
}

/** Most vendors number their records. */
export const WITH_NUMERIC_ID: RequiredField = { field: 'id', type: 'number' };
export const WITH_TEXT_ID: RequiredField = { field: 'id', type: 'string' };

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
    const { field, type, is } = required;
    if (!isKey(value, type)) {
      throw protocolError(call, response, `field '${field}' should be ${KEYS[type]}, got ${kindOf(value)}`);
    }
    if (is !== undefined && !sameKey(value, is)) {
      throw protocolError(
        call,
        response,
        `${field} ${String(is)} was asked for, and another came: ${String(value).slice(0, 100)}`,
      );
    }
  }
  return data as Data;
}
