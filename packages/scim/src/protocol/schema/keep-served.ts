import { isObject, type Json, type JsonObject } from '../json.js';
import type { AttributeDefinition, ResourceType } from './definition.js';
import { findAttribute, findTop } from './resolve.js';

/** A resource without what a system has no place for, and the names of what was left out. */
export interface Served {
  resource: JsonObject;
  leftOut: string[];
}

/**
 * Keeps what a restricted resource type has. Clients send core attributes that a vendor lacks; RFC 7644 3.3 lets a
 * server store less than it was sent, and the caller says in its audit line what was left out.
 */
export function keepServed(type: ResourceType, resource: JsonObject): Served {
  const leftOut: string[] = [];
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(resource)) {
    const extension = type.extensions.find(({ id }) => id === name);
    if (extension && isObject(value)) {
      const inner = keepMembers(
        value,
        (each) => findAttribute(extension.attributes, each),
        `${name}:`,
        leftOut,
      );
      if (Object.keys(inner).length > 0) kept[name] = inner;
    } else if (name.includes(':')) leftOut.push(name);
    else
      Object.assign(
        kept,
        keepMembers({ [name]: value }, (each) => findTop(type, each), '', leftOut),
      );
  }
  return { resource: kept, leftOut };
}

function keepMembers(
  object: JsonObject,
  find: (name: string) => AttributeDefinition | undefined,
  prefix: string,
  leftOut: string[],
): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const attribute = find(name);
    if (!attribute) leftOut.push(`${prefix}${name}`);
    else {
      const own = keepSubAttributes(attribute, value, `${prefix}${name}`, leftOut);
      if (own !== undefined) kept[name] = own;
    }
  }
  return kept;
}

function keepSubAttributes(
  attribute: AttributeDefinition,
  value: Json,
  path: string,
  leftOut: string[],
): Json | undefined {
  const subs = attribute.subAttributes;
  if (!subs) return value;
  if (Array.isArray(value)) {
    const list = value.flatMap((each) => keepSubAttributes(attribute, each, path, leftOut) ?? []);
    return list.length > 0 ? list : undefined;
  }
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    if (findAttribute(subs, name)) kept[name] = inner;
    else if (!leftOut.includes(`${path}.${name}`)) leftOut.push(`${path}.${name}`);
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}
