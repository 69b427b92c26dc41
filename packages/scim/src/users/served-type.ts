import type { Capabilities, WritableField } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import type { AttributeDefinition, ResourceType, SchemaDefinition } from '../protocol/schema/definition.js';
import { restrict, userType } from '../protocol/schema/resource-types.js';
import type { Mapping } from './mapping.js';

/** An attribute of a User that holds a field of an account. Of a list, what a vendor has or the bridge knows of it. */
interface Filled {
  readonly field: WritableField;
  /** The attribute itself: `emails` of `emails.value`, but `name.givenName`. */
  readonly path: string;
  readonly parts: readonly string[];
}

/**
 * The User of a system: the part of RFC 7643's that the vendor stores, where the mapping puts it. What an account needs is
 * required, unless the configuration has a default for it; what cannot be changed later is immutable.
 */
export function servedType({
  accounts: { capabilities },
  defaults,
  grouping,
  mapping,
  policy,
}: Pick<SystemContext, 'accounts' | 'defaults' | 'grouping' | 'mapping' | 'policy'>): ResourceType {
  const filled = attributesOf(mapping, capabilities);
  const { changeable, required } = capabilities;
  const pathsOf = (fields: readonly WritableField[]) =>
    new Set(filled.flatMap(({ field, path }) => (fields.includes(field) ? [path] : [])));
  const needed = pathsOf(required.filter((field) => !(field in defaults)));
  const changing = pathsOf(changeable);
  // Where people are called by their address, the user name is all that is said about addresses.
  const isAddress = mapping.userName === 'address';
  if (isAddress) {
    changing.delete('userName');
    if (changing.has('emails')) changing.add('userName');
  }
  const mutabilityOf = (path: string, { type, mutability, multiValued }: AttributeDefinition) => {
    if (mutability === 'readOnly') return mutability;
    if (path === 'active') return policy === 'refuse' ? 'readOnly' : mutability;
    if (path === 'emails' && isAddress) return 'readOnly';
    const isWhole = multiValued || type !== 'complex';
    return isWhole && !changing.has(path) ? 'immutable' : mutability;
  };
  const adjust = (each: AttributeDefinition, path: string): AttributeDefinition => ({
    ...each,
    required: each.required || (needed.has(path) && !(isAddress && path === 'emails')),
    mutability: mutabilityOf(path, each),
    ...(each.subAttributes &&
      !each.multiValued && {
        subAttributes: each.subAttributes.map((sub) => adjust(sub, `${path}.${sub.name}`)),
      }),
  });
  const adjusted = (schema: SchemaDefinition, prefix: string): SchemaDefinition => ({
    ...schema,
    attributes: schema.attributes.map((each) => adjust(each, `${prefix}${each.name}`)),
  });
  const type = restrict(userType, [
    'active',
    ...(grouping ? ['groups'] : []),
    ...filled.flatMap(({ parts }) => parts),
  ]);
  return {
    ...type,
    schema: adjusted(type.schema, ''),
    extensions: type.extensions.map((schema) => adjusted(schema, `${schema.id}:`)),
  };
}

function attributesOf({ lists, texts }: Mapping, { changeable, creatable }: Capabilities): Filled[] {
  const has = (field: WritableField) => creatable.includes(field) || changeable.includes(field);
  return [
    { field: 'login', path: 'userName', parts: ['userName'] },
    ...texts.map(({ at: { path }, field }) => ({ field, path, parts: [path] })),
    ...(has('addresses')
      ? [
          {
            field: 'addresses' as const,
            path: 'emails',
            parts: ['value', 'type', 'primary'].map((sub) => `emails.${sub}`),
          },
        ]
      : []),
    ...lists.map(({ at, field }) => ({
      field,
      path: at,
      parts: field === 'roles' ? [`${at}.value`, `${at}.primary`] : [`${at}.value`],
    })),
  ];
}
