import { badRequest } from '../errors.js';
import { isObject, isPrototypeName, isUnassigned, type Json, type JsonObject } from '../json.js';
import { didYouMean } from '../nearest.js';
import type { AttributeDefinition, ResourceType } from './definition.js';
import { type ReadOptions, readValue } from './read-value.js';
import { findAttribute, findTop, resolveAttribute } from './resolve.js';

/**
 * Reads the body of a POST or PUT: names as the schema spells them, values checked, unassigned and readOnly ones left
 * out (RFC 7644 3.3), extensions whole under their URN.
 *
 * @throws ScimError 400: invalidSyntax for an attribute that no schema has, invalidValue for a value of another type or
 *   a required attribute that is missing.
 */
export function readResource(type: ResourceType, body: Json, options: ReadOptions): JsonObject {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body is not a JSON object.');
  checkSchemas(body);
  const resource: JsonObject = {};
  for (const [name, value] of Object.entries(body)) readMember(type, resource, name, value, options);
  refuseMissing(type.schema.attributes, resource);
  return resource;
}

function checkSchemas(body: JsonObject): void {
  const entry = Object.entries(body).find(([name]) => name.toLowerCase() === 'schemas');
  const schemas = entry?.[1];
  // RFC 7643 3: non-empty, no duplicates. An unknown one is harmless (Entra adds one of its own to groups): what would
  // be in it is refused where it stands.
  if (!Array.isArray(schemas) || schemas.length === 0 || schemas.some((each) => typeof each !== 'string')) {
    throw badRequest('invalidSyntax', 'schemas is missing: it lists the URNs of the schemas of the body.');
  }
  if (new Set(schemas.map((each) => String(each).toLowerCase())).size < schemas.length) {
    throw badRequest('invalidSyntax', 'schemas names one schema twice.');
  }
}

function readMember(
  type: ResourceType,
  resource: JsonObject,
  name: string,
  value: Json,
  options: ReadOptions,
): void {
  const extension = type.extensions.find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (extension) {
    if (isUnassigned(value)) return;
    if (!isObject(value)) throw badRequest('invalidValue', `${extension.id} takes an object.`);
    const read: JsonObject = {};
    for (const [inner, innerValue] of Object.entries(value)) {
      const attribute = findAttribute(extension.attributes, inner);
      if (!attribute) throw unknown(type, `${extension.id}:${inner}`, inner);
      set(read, attribute, innerValue, `${extension.id}:${attribute.name}`, options);
    }
    if (Object.keys(read).length > 0) resource[extension.id] = read;
    return;
  }
  const attribute = findTop(type, name);
  if (attribute) {
    set(resource, attribute, value, attribute.name, options);
    return;
  }
  // Entra sends every mapped attribute, the unassigned ones as null beside the core ones.
  if (isUnassigned(value) && !isPrototypeName(name)) return;
  const loose = options.quirks.looseComplex ? resolveAttribute(type, name, true) : undefined;
  if (!loose?.extension || loose.sub) throw unknown(type, name, name);
  const inExtension = isObject(resource[loose.extension] ?? null) ? resource[loose.extension] : {};
  set(inExtension as JsonObject, loose.attribute, value, loose.path, options);
  resource[loose.extension] = inExtension as JsonObject;
}

const unknown = (type: ResourceType, path: string, name: string) =>
  badRequest(
    'invalidSyntax',
    `No attribute is called ${JSON.stringify(path.slice(0, 200))}.${didYouMean(type, name)} The Schemas endpoint lists them.`,
  );

function set(
  target: JsonObject,
  attribute: AttributeDefinition,
  value: Json,
  path: string,
  options: ReadOptions,
): void {
  if (attribute.mutability === 'readOnly' || attribute.name === 'schemas') return;
  const read = readValue(attribute, value, path, options);
  if (read !== undefined) target[attribute.name] = read;
}

/** @throws ScimError 400 invalidValue. */
export function refuseMissing(attributes: readonly AttributeDefinition[], resource: JsonObject): void {
  for (const { name, required } of attributes) {
    if (required && isUnassigned(resource[name])) {
      throw badRequest('invalidValue', `${name} is required.`);
    }
  }
}
