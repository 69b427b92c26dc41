import { badRequest } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import { didYouMean } from '../nearest.js';
import type { AttributeDefinition, ResourceType } from './definition.js';
import { type AttributeRef, findTop, resolveAttribute } from './resolve.js';

/** Which attributes an answer holds: `only` those, or all `except` those. */
export interface Projection {
  only?: readonly AttributeRef[];
  except?: readonly AttributeRef[];
}

/**
 * Reads the parameters `attributes` and `excludedAttributes`: RFC 7644 3.9. `known` has every attribute of the RFC, so that
 * asking for one that a system lacks is no error.
 *
 * @throws ScimError 400 invalidValue: both given, or a name that no schema has.
 */
export function readProjection(
  known: ResourceType,
  attributes: readonly string[],
  excludedAttributes: readonly string[],
): Projection {
  if (attributes.length > 0 && excludedAttributes.length > 0) {
    throw badRequest('invalidValue', 'attributes and excludedAttributes exclude each other.');
  }
  const refs = (names: readonly string[]) =>
    names.flatMap((name) => {
      // A whole schema: its URN alone.
      const whole = [known.schema, ...known.extensions].find(
        ({ id }) => id.toLowerCase() === name.toLowerCase(),
      );
      if (whole) return whole.attributes.map((attribute) => wholeRef(known, whole.id, attribute));
      const ref = resolveAttribute(known, name, true);
      if (ref) return [ref];
      throw badRequest(
        'invalidValue',
        `No attribute is called ${JSON.stringify(name.slice(0, 200))}.${didYouMean(known, name)}`,
      );
    });
  if (attributes.length > 0) return { only: refs(attributes) };
  return excludedAttributes.length > 0 ? { except: refs(excludedAttributes) } : {};
}

const wholeRef = (known: ResourceType, id: string, attribute: AttributeDefinition): AttributeRef =>
  known.schema.id === id
    ? { attribute, path: attribute.name }
    : { extension: id, attribute, path: `${id}:${attribute.name}` };

/** A resource as it may be shown: `returned` of each attribute, and what the client asked for. */
export function project(type: ResourceType, resource: JsonObject, projection: Projection = {}): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(resource)) {
    const extension = type.extensions.find(({ id }) => id === name);
    if (extension && isObject(value)) {
      const inner = projectMembers(extension.attributes, value, extension.id, projection);
      if (Object.keys(inner).length > 0) shown[name] = inner;
      continue;
    }
    const attribute = findTop(type, name);
    if (attribute)
      Object.assign(shown, projectMembers([attribute], { [name]: value }, undefined, projection));
  }
  return shown;
}

function projectMembers(
  attributes: readonly AttributeDefinition[],
  object: JsonObject,
  extension: string | undefined,
  projection: Projection,
): JsonObject {
  const shown: JsonObject = {};
  for (const attribute of attributes) {
    const value = object[attribute.name];
    if (value === undefined) continue;
    const own = projectValue(attribute, value, extension, projection);
    if (own !== undefined) shown[attribute.name] = own;
  }
  return shown;
}

function projectValue(
  attribute: AttributeDefinition,
  value: Json,
  extension: string | undefined,
  { only, except }: Projection,
): Json | undefined {
  if (attribute.returned === 'never') return undefined;
  if (attribute.returned === 'always') return value;
  const here = (ref: AttributeRef) => ref.attribute.name === attribute.name && ref.extension === extension;
  const named = (only ?? except ?? []).filter(here);
  const whole = named.some((ref) => !ref.sub);
  const subs = new Set(named.flatMap((ref) => (ref.sub ? [ref.sub.name] : [])));
  if (only) {
    if (whole) return value;
    return subs.size > 0 ? pick(value, (name) => subs.has(name)) : undefined;
  }
  if (whole || attribute.returned === 'request') return undefined;
  return subs.size > 0 ? pick(value, (name) => !subs.has(name)) : value;
}

function pick(value: Json, keep: (name: string) => boolean): Json | undefined {
  if (Array.isArray(value)) {
    const list = value.flatMap((each) => pick(each, keep) ?? []);
    return list.length > 0 ? list : undefined;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name]) => keep(name));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
