/** An attribute as RFC 7643 section 7 describes it. */
export interface AttributeDefinition {
  readonly name: string;
  readonly type:
    | 'string'
    | 'boolean'
    | 'decimal'
    | 'integer'
    | 'dateTime'
    | 'binary'
    | 'reference'
    | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  /** Whether `Kim` and `kim` are two values. */
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly AttributeDefinition[];
}

export interface SchemaDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

/** A kind of resource: its endpoint, its core schema, and the extensions that it may carry. */
export interface ResourceType {
  readonly name: string;
  /** Relative to the base, with a slash: `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: SchemaDefinition;
  readonly extensions: readonly SchemaDefinition[];
}

type Extra = Partial<Omit<AttributeDefinition, 'name' | 'description'>>;

/** An attribute with the defaults of RFC 7643 2.2: optional, readWrite, returned by default, case-insensitive. */
export function attribute(name: string, description: string, extra: Extra = {}): AttributeDefinition {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...extra,
  };
}

/** A multi-valued attribute with the sub-attributes of RFC 7643 2.4. */
export function values(
  name: string,
  description: string,
  kinds: readonly string[] = [],
  value: Extra = {},
): AttributeDefinition {
  return attribute(name, description, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', 'The value itself.', value),
      attribute('display', 'What people read instead of the value.'),
      attribute('type', 'What the value is for.', kinds.length > 0 ? { canonicalValues: kinds } : {}),
      attribute('primary', 'Whether this is the preferred value; true for one at most.', { type: 'boolean' }),
    ],
  });
}
