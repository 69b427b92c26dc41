import { isPrototypeName } from '../json.js';
import { commonAttributes } from './common.js';
import type { AttributeDefinition, ResourceType } from './definition.js';

/** An attribute of a resource type, found by the name that a client wrote. */
export interface AttributeRef {
  /** The URN of the extension that it belongs to; absent for core and common attributes. */
  readonly extension?: string;
  readonly attribute: AttributeDefinition;
  readonly sub?: AttributeDefinition;
  /** Its canonical name, with the URN for extensions: `name.givenName`. */
  readonly path: string;
}

/** The attributes of one object by lower-cased name. */
type Names = ReadonlyMap<string, AttributeDefinition>;
const tables = new WeakMap<readonly AttributeDefinition[], Names>();

function namesOf(attributes: readonly AttributeDefinition[]): Names {
  const known = tables.get(attributes);
  if (known) return known;
  const made = new Map(attributes.map((each) => [each.name.toLowerCase(), each]));
  tables.set(attributes, made);
  return made;
}

/** One attribute by name, in any case: RFC 7643 2.1. */
export const findAttribute = (
  attributes: readonly AttributeDefinition[],
  name: string,
): AttributeDefinition | undefined => namesOf(attributes).get(name.toLowerCase());

/** One attribute at the top of a resource, the common ones included. */
export const findTop = (type: ResourceType, name: string): AttributeDefinition | undefined =>
  findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);

/**
 * Finds `userName`, `NAME.givenname`, `emails.value`, and the same after `urn:…:User:`. An extension's attribute needs its
 * URN, except where `loose`: Entra's pages write `manager` for the enterprise extension's.
 */
export function resolveAttribute(
  type: ResourceType,
  written: string,
  loose = false,
): AttributeRef | undefined {
  const folded = written.toLowerCase();
  for (const extension of type.extensions) {
    const prefix = `${extension.id.toLowerCase()}:`;
    if (!folded.startsWith(prefix)) continue;
    return refTo(extension.attributes, written.slice(prefix.length), extension.id);
  }
  const corePrefix = `${type.schema.id.toLowerCase()}:`;
  const name = folded.startsWith(corePrefix) ? written.slice(corePrefix.length) : written;
  const found = refTo(type.schema.attributes, name) ?? refTo(commonAttributes, name);
  if (found || !loose) return found;
  for (const extension of type.extensions) {
    const inExtension = refTo(extension.attributes, name, extension.id);
    if (inExtension) return inExtension;
  }
  return undefined;
}

function refTo(
  attributes: readonly AttributeDefinition[],
  name: string,
  extension?: string,
): AttributeRef | undefined {
  const [first = '', second, ...rest] = name.split('.');
  if (rest.length > 0 || isPrototypeName(first)) return undefined;
  const attribute = findAttribute(attributes, first);
  if (!attribute) return undefined;
  const prefix = extension === undefined ? '' : `${extension}:`;
  const place = extension === undefined ? { attribute } : { extension, attribute };
  if (second === undefined) return { ...place, path: `${prefix}${attribute.name}` };
  const sub = findAttribute(attribute.subAttributes ?? [], second);
  return sub && { ...place, sub, path: `${prefix}${attribute.name}.${sub.name}` };
}

/** The `value` that a comparison with the whole attribute means: `emails co "x"` is `emails.value co "x"`. */
export const valueAttribute = (attribute: AttributeDefinition): AttributeDefinition | undefined =>
  findAttribute(attribute.subAttributes ?? [], 'value');
