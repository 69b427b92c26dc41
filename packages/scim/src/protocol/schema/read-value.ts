import { badRequest } from '../errors.js';
import { isObject, isUnassigned, type Json, type JsonObject } from '../json.js';
import type { ProtocolLimits } from '../limits.js';
import type { Quirks } from '../quirks.js';
import type { AttributeDefinition } from './definition.js';
import { findAttribute, valueAttribute } from './resolve.js';
import { readRole } from './role-as-json.js';

export interface ReadOptions {
  quirks: Quirks;
  limits: ProtocolLimits;
}

const invalid = (path: string, expected: string) => badRequest('invalidValue', `${path} takes ${expected}.`);

/**
 * Reads what a client sent for an attribute: canonical names, checked types, nothing unassigned. Undefined: unassigned.
 *
 * @throws ScimError 400 invalidValue, or invalidSyntax for a sub-attribute that is not there.
 */
export function readValue(
  attribute: AttributeDefinition,
  sent: Json | undefined,
  path: string,
  options: ReadOptions,
): Json | undefined {
  if (isUnassigned(sent)) return undefined;
  if (!attribute.multiValued) return readSingle(attribute, sent, path, options);
  const list = Array.isArray(sent) ? sent : [sent];
  if (list.length > options.limits.values) {
    throw badRequest('tooMany', `${path} takes ${options.limits.values} values at most.`);
  }
  const read = list.flatMap((each) => {
    if (isUnassigned(each)) return [];
    const value = readSingle(attribute, each, path, options);
    return value === undefined ? [] : [value];
  });
  if (read.filter((each) => isObject(each) && each.primary === true).length > 1) {
    throw badRequest('invalidValue', `${path} has more than one primary value; one at most can be primary.`);
  }
  return read.length > 0 ? read : undefined;
}

function readSingle(
  attribute: AttributeDefinition,
  sent: Json,
  path: string,
  options: ReadOptions,
): Json | undefined {
  if (attribute.type === 'complex') return readComplex(attribute, sent, path, options);
  return readSimple(attribute, sent, path, options.quirks);
}

function readComplex(
  attribute: AttributeDefinition,
  sent: Json,
  path: string,
  options: ReadOptions,
): JsonObject | undefined {
  const { quirks } = options;
  let source = sent;
  if (!attribute.multiValued && quirks.looseComplex && Array.isArray(sent) && sent.length === 1) {
    source = sent[0] ?? null;
  }
  const canBeShort = attribute.multiValued || quirks.looseComplex;
  if (!isObject(source) && !Array.isArray(source) && canBeShort && valueAttribute(attribute)) {
    source = { value: source };
  }
  if (isUnassigned(source)) return undefined;
  if (!isObject(source)) throw invalid(path, 'an object');
  if (quirks.rolesAsJson && attribute.name === 'roles') source = readRole(source);
  const read: JsonObject = {};
  for (const [name, value] of Object.entries(source)) {
    const sub = findAttribute(attribute.subAttributes ?? [], name);
    // Some providers write an unassigned sub-attribute that the schema has not: nothing is lost by leaving it out.
    if (!sub && isUnassigned(value)) continue;
    if (!sub) {
      // RFC 7643 2.4 gives every multi-valued attribute display, type, primary and $ref.
      if (attribute.multiValued && GENERAL.has(name)) continue;
      throw badRequest('invalidSyntax', `${path} has no sub-attribute ${JSON.stringify(name)}.`);
    }
    const own = readValue(sub, value, `${path}.${sub.name}`, options);
    if (own !== undefined) read[sub.name] = own;
  }
  return Object.keys(read).length > 0 ? read : undefined;
}

const GENERAL = new Set(['display', 'type', 'primary', '$ref']);

/** Reads a simple value, also one of a filter. */
export function readSimple(
  attribute: AttributeDefinition,
  sent: Json,
  path: string,
  quirks: Quirks,
): Json | undefined {
  switch (attribute.type) {
    case 'boolean':
      if (typeof sent === 'boolean') return sent;
      if (quirks.booleanStrings && typeof sent === 'string' && /^(?:true|false)$/i.test(sent)) {
        return sent.toLowerCase() === 'true';
      }
      throw invalid(path, 'true or false');
    case 'integer':
      if (typeof sent === 'number' && Number.isSafeInteger(sent)) return sent;
      throw invalid(path, 'an integer');
    case 'decimal':
      if (typeof sent === 'number') return sent;
      throw invalid(path, 'a number');
    case 'dateTime':
      if (typeof sent === 'string' && isDateTime(sent)) return sent;
      throw invalid(path, 'a date and time, as 2026-11-25T08:00:00Z');
    default:
      if (typeof sent === 'string') return sent === '' ? undefined : sent;
      throw invalid(path, 'a string');
  }
}

/** xsd:dateTime, as RFC 7643 2.3.5 has it. */
const isDateTime = (text: string): boolean =>
  /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.test(text) &&
  !Number.isNaN(Date.parse(text));
