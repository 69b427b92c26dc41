import type { RequestContext } from '../context.js';
import type { ListAttribute } from '../options.js';
import { badRequest } from '../protocol/errors.js';
import { fold } from '../protocol/filter/compare.js';
import { isObject, isUnassigned, type Json, type JsonObject } from '../protocol/json.js';
import type { AttributeDefinition } from '../protocol/schema/definition.js';
import { keepServed } from '../protocol/schema/keep-served.js';
import { readResource } from '../protocol/schema/read-resource.js';
import { userType } from '../protocol/schema/resource-types.js';
import { placeOf } from './mapping.js';
import { refusesDeactivation } from './policy.js';

/** Reads the body of a POST or PUT: everything that SCIM knows is understood, what the system has is kept. */
export function readUser(context: RequestContext, body: Json): JsonObject {
  return keepUser(context, readResource(userType, body, context.system));
}

/**
 * What the system has of a person, after a POST, PUT or PATCH. What it has no place for is named in the audit line.
 *
 * @throws ScimError 400: a required attribute is missing, or `active: false` where nothing can be done about it.
 */
export function keepUser({ system, note }: RequestContext, sent: JsonObject): JsonObject {
  const { resource, leftOut } = keepServed(
    system.served,
    withDisplayName(system.served.schema.attributes, sent),
  );
  if (leftOut.length > 0) note.leftOut = leftOut;
  if (system.policy === 'refuse' && resource.active === false) throw refusesDeactivation(system);
  refuseMissingParts(system.served.schema.attributes, resource, '');
  const roles = placeOf(system.mapping, 'roles');
  return system.accounts.capabilities.roles === 'one' && roles ? oneRole(roles, resource) : resource;
}

/** A vendor that has one name for people gets the parts of the name together, where no displayName came. */
function withDisplayName(attributes: readonly AttributeDefinition[], sent: JsonObject): JsonObject {
  const has = (name: string) => attributes.some((each) => each.name === name);
  if (!has('displayName') || has('name') || sent.displayName !== undefined || !isObject(sent.name))
    return sent;
  const { formatted, givenName, familyName } = sent.name;
  const parts = [givenName, familyName].filter((part) => typeof part === 'string').join(' ');
  const displayName = typeof formatted === 'string' ? formatted : parts;
  return displayName === '' ? sent : { ...sent, displayName };
}

function refuseMissingParts(
  attributes: readonly AttributeDefinition[],
  resource: JsonObject,
  prefix: string,
): void {
  for (const { name, required, subAttributes, multiValued } of attributes) {
    const value = resource[name];
    if (required && isUnassigned(value))
      throw badRequest('invalidValue', `${prefix}${name} is required here.`);
    if (subAttributes && !multiValued && subAttributes.some((sub) => sub.required)) {
      refuseMissingParts(subAttributes, isObject(value) ? value : {}, `${name}.`);
    }
  }
}

function oneRole(at: ListAttribute, resource: JsonObject): JsonObject {
  const { [at]: roles } = resource;
  if (!Array.isArray(roles) || roles.length < 2) return resource;
  const primary = roles.find((role) => isObject(role) && role.primary === true);
  if (!primary)
    throw badRequest('invalidValue', 'A person has one role here; replace it, or mark one as primary.');
  return { ...resource, [at]: [primary] };
}

/** Two user names that are one: RFC 7643 4.1.1 has them case-insensitive. */
export const sameName = (one: string, other: string): boolean => fold(one) === fold(other);
