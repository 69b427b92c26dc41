import { attribute } from './definition.js';

const READ_ONLY = { mutability: 'readOnly' } as const;

/** What every resource has, in no schema of its own: RFC 7643 3.1. */
export const commonAttributes = [
  attribute('schemas', 'The schemas that the resource is made of.', {
    type: 'reference',
    multiValued: true,
    caseExact: true,
    returned: 'always',
    referenceTypes: ['uri'],
  }),
  attribute('id', 'Made by this server; stable, never used again.', {
    ...READ_ONLY,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute('externalId', "The identity provider's own name for the resource.", { caseExact: true }),
  attribute('meta', 'What the server knows about the resource.', {
    ...READ_ONLY,
    type: 'complex',
    subAttributes: [
      attribute('resourceType', 'The kind of resource.', { ...READ_ONLY, caseExact: true }),
      attribute('created', 'When it was made.', { ...READ_ONLY, type: 'dateTime' }),
      attribute('lastModified', 'When it was last changed.', { ...READ_ONLY, type: 'dateTime' }),
      attribute('location', 'Its address.', {
        ...READ_ONLY,
        type: 'reference',
        caseExact: true,
        referenceTypes: ['uri'],
      }),
      attribute('version', 'Its version, for If-Match.', { ...READ_ONLY, caseExact: true }),
    ],
  }),
] as const;
