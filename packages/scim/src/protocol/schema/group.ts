import { attribute, type SchemaDefinition } from './definition.js';

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** RFC 7643 4.2. Members come and go as a whole; a member itself is immutable. */
export const groupSchema: SchemaDefinition = {
  id: GROUP_SCHEMA,
  name: 'Group',
  description: 'A group of people',
  attributes: [
    attribute('displayName', 'The name of the group; unique, and changed in the system itself.', {
      required: true,
      mutability: 'immutable',
      uniqueness: 'server',
    }),
    attribute('members', 'Who is in the group.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('value', 'The id of the member.', { mutability: 'immutable', caseExact: true }),
        attribute('$ref', 'The address of the member.', {
          mutability: 'immutable',
          type: 'reference',
          caseExact: true,
          referenceTypes: ['User'],
        }),
        attribute('display', 'The name of the member.', { mutability: 'immutable' }),
        attribute('type', 'User: groups in groups are not served.', {
          mutability: 'immutable',
          canonicalValues: ['User'],
        }),
      ],
    }),
  ],
};
