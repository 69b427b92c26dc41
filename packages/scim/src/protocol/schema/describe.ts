import type { JsonObject } from '../json.js';
import type { AttributeDefinition, ResourceType, SchemaDefinition } from './definition.js';

const SCHEMA_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';

/** A schema as the Schemas endpoint shows it: RFC 7643 7. `base` is the address before `/Schemas`. */
export function describeSchema(schema: SchemaDefinition, base: string): JsonObject {
  return {
    schemas: [SCHEMA_SCHEMA],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(describeAttribute),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  };
}

function describeAttribute(attribute: AttributeDefinition): JsonObject {
  const { name, type, multiValued, description, required, mutability, returned } = attribute;
  const isText = type === 'string' || type === 'reference' || type === 'binary';
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(isText && { caseExact: attribute.caseExact }),
    mutability,
    returned,
    ...(type !== 'complex' && { uniqueness: attribute.uniqueness }),
    ...(attribute.canonicalValues && { canonicalValues: [...attribute.canonicalValues] }),
    ...(attribute.referenceTypes && { referenceTypes: [...attribute.referenceTypes] }),
    ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(describeAttribute) }),
  };
}

/** A resource type as the ResourceTypes endpoint shows it: RFC 7643 6. */
export function describeResourceType(type: ResourceType, base: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_SCHEMA],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.name}` },
  };
}
