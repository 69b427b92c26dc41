import { comparable } from '../filter/compare.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import type { AttributeDefinition } from '../schema/definition.js';
import { findAttribute } from '../schema/resolve.js';

/**
 * Joins values to those that are there. One that is there already is not doubled: what it says beyond is taken over
 * (a `display`, `primary`). A new primary demotes the old one (RFC 7644 3.5.2).
 */
export function mergeValues(
  attribute: AttributeDefinition,
  current: readonly Json[],
  added: readonly Json[],
): Json[] {
  const merged = [...current];
  const known = new Map<string, number[]>();
  merged.forEach((each, at) => {
    remember(known, identity(attribute, each), at);
  });
  let primaryAt: number | undefined;
  for (const value of added) {
    const key = identity(attribute, value);
    const at = known.get(key)?.find((index) => sameKind(attribute, merged[index], value));
    const same = at === undefined ? undefined : merged[at];
    if (at === undefined) remember(known, key, merged.push(value) - 1);
    else if (isObject(same) && isObject(value)) merged[at] = overlay(attribute, same, value);
    if (isObject(value) && value.primary === true) primaryAt = at ?? merged.length - 1;
  }
  return primaryAt === undefined ? merged : demoteOthers(merged, primaryAt);
}

function remember(known: Map<string, number[]>, key: string, at: number): void {
  const places = known.get(key);
  if (places) places.push(at);
  else known.set(key, [at]);
}

/** What makes two values the same: their `value`, or everything where there is none. */
function identity(attribute: AttributeDefinition, value: Json): string {
  if (!isObject(value)) return JSON.stringify(comparable(value, attribute) ?? null);
  if (value.value === undefined) return JSON.stringify(Object.entries(value).sort());
  const sub = findAttribute(attribute.subAttributes ?? [], 'value') ?? attribute;
  return JSON.stringify([comparable(value.value, sub) ?? null]);
}

/** One address can be there for work and for home; where one of the two says no type, they are the same. */
function sameKind(attribute: AttributeDefinition, one: Json | undefined, other: Json): boolean {
  if (isImplied(attribute) || !isObject(one) || !isObject(other)) return true;
  if (typeof one.type !== 'string' || typeof other.type !== 'string') return true;
  return one.type.toLowerCase() === other.type.toLowerCase();
}

/** Of a group's members, `type` says what the id says already. */
const isImplied = (attribute: AttributeDefinition): boolean => attribute.name === 'members';

/** Immutable sub-attributes keep what they have. */
function overlay(attribute: AttributeDefinition, under: JsonObject, over: JsonObject): JsonObject {
  const result = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const sub = findAttribute(attribute.subAttributes ?? [], name);
    if (sub?.mutability !== 'immutable' || result[name] === undefined) result[name] = value;
  }
  return result;
}

/** Leaves one value as the primary one. */
export const demoteOthers = (values: readonly Json[], primaryAt: number): Json[] =>
  values.map((each, at) =>
    at !== primaryAt && isObject(each) && each.primary === true ? { ...each, primary: false } : each,
  );

/** Whether `value` says nothing that `other` does not say too; `$ref` and `display` are no part of what a value is. */
export function isSame(attribute: AttributeDefinition, value: Json, other: Json): boolean {
  if (!isObject(value) || !isObject(other)) {
    return comparable(value, attribute) === comparable(other, attribute);
  }
  const compared = Object.keys(value).filter((name) => name !== '$ref' && name !== 'display');
  if (compared.length === 0) return false;
  return compared.every((name) => {
    const sub = findAttribute(attribute.subAttributes ?? [], name);
    const one = value[name];
    const two = other[name];
    if (one === undefined || two === undefined || !sub) return name === 'type' && 'value' in value;
    return comparable(one, sub) === comparable(two, sub);
  });
}
