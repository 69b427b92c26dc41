import type { Capabilities, WritableField } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import type { Grouping, ScimSystem } from '../options.js';
import type { AttributeDefinition, ResourceType } from '../protocol/schema/definition.js';
import { restrict, userType } from '../protocol/schema/resource-types.js';

/** Where SCIM has a word for a field of an account. Of a list, what a vendor has or what the bridge knows of it. */
const ATTRIBUTES: Readonly<Partial<Record<WritableField, readonly string[]>>> = {
  login: ['userName'],
  displayName: ['displayName'],
  givenName: ['name.givenName'],
  familyName: ['name.familyName'],
  addresses: ['emails.value', 'emails.type', 'emails.primary'],
  roles: ['roles.value', 'roles.primary'],
  tags: ['entitlements.value'],
};

/** The attribute itself: `emails` of `emails.value`, but `name.givenName`. */
const named = (field: WritableField): string | undefined => {
  const [first] = ATTRIBUTES[field] ?? [];
  return first?.replace(/\.value$/, '');
};

/**
 * The User of a system: the part of RFC 7643's that the vendor stores. What an account needs is required, unless the
 * configuration has a default for it; what cannot be changed later is immutable.
 */
export function servedType(
  { creatable, changeable, required, rolesApart }: Capabilities,
  policy: SystemContext['policy'],
  defaults: ScimSystem['defaults'] = {},
  grouping?: Grouping,
): ResourceType {
  // Roles that only a second look shows are not part of a User: each read would take more calls.
  const fields = ['login' as const, ...creatable, ...changeable].filter(
    (field) => !(rolesApart && field === 'roles'),
  );
  const needed = new Set(required.filter((field) => !(field in defaults)).map(named));
  const changing = new Set(changeable.map(named));
  // Where the vendor makes the login, the address is the user name, and so all that is said about addresses.
  const namedByAddress = !creatable.includes('login');
  if (namedByAddress && changing.has('emails')) changing.add('userName');
  const mutabilityOf = (path: string, { type, mutability, multiValued }: AttributeDefinition) => {
    if (mutability === 'readOnly') return mutability;
    if (path === 'active') return policy === 'refuse' ? 'readOnly' : mutability;
    if (path === 'emails' && namedByAddress) return 'readOnly';
    const isWhole = multiValued || type !== 'complex';
    return isWhole && !changing.has(path) ? 'immutable' : mutability;
  };
  const adjust = (each: AttributeDefinition, path: string): AttributeDefinition => ({
    ...each,
    required: each.required || (needed.has(path) && !(namedByAddress && path === 'emails')),
    mutability: mutabilityOf(path, each),
    ...(each.subAttributes &&
      !each.multiValued && {
        subAttributes: each.subAttributes.map((sub) => adjust(sub, `${path}.${sub.name}`)),
      }),
  });
  const type = restrict(userType, [
    'active',
    ...(grouping ? ['groups'] : []),
    ...fields.flatMap((field) => ATTRIBUTES[field] ?? []),
  ]);
  return {
    ...type,
    schema: { ...type.schema, attributes: type.schema.attributes.map((each) => adjust(each, each.name)) },
  };
}
