import type { AttributeDefinition, ResourceType, SchemaDefinition } from './definition.js';
import { enterpriseUserSchema } from './enterprise-user.js';
import { groupSchema } from './group.js';
import { userSchema } from './user.js';

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'People',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Groups',
  schema: groupSchema,
  extensions: [],
};

/**
 * The part of a resource type that a system has. `kept` names attributes (`userName`, `name.givenName`, with the URN
 * before those of an extension); naming an attribute without a sub-attribute keeps all of it.
 */
export function restrict(type: ResourceType, kept: readonly string[]): ResourceType {
  const names = new Set(kept);
  const keep = (schema: SchemaDefinition, prefix: string): SchemaDefinition => ({
    ...schema,
    attributes: schema.attributes.flatMap((each) => keepAttribute(each, prefix, names)),
  });
  return {
    ...type,
    schema: keep(type.schema, ''),
    extensions: type.extensions
      .map((schema) => keep(schema, `${schema.id}:`))
      .filter(({ attributes }) => attributes.length > 0),
  };
}

function keepAttribute(
  each: AttributeDefinition,
  prefix: string,
  names: ReadonlySet<string>,
): AttributeDefinition[] {
  const path = `${prefix}${each.name}`;
  if (names.has(path)) return [each];
  const subAttributes = each.subAttributes?.filter((sub) => names.has(`${path}.${sub.name}`)) ?? [];
  return subAttributes.length > 0 ? [{ ...each, subAttributes }] : [];
}
