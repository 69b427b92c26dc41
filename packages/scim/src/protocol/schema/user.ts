import { attribute, type SchemaDefinition, values } from './definition.js';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** RFC 7643 4.1, whole. A system serves the part that it has: see `restrict`. */
export const userSchema: SchemaDefinition = {
  id: USER_SCHEMA,
  name: 'User',
  description: 'A person with an account',
  attributes: [
    attribute('userName', 'The name that the person logs in with; unique.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', 'The parts of the name.', {
      type: 'complex',
      subAttributes: [
        attribute('formatted', 'The whole name as it is shown.'),
        attribute('familyName', 'The family name.'),
        attribute('givenName', 'The given name.'),
        attribute('middleName', 'The middle names.'),
        attribute('honorificPrefix', 'What stands before the name, as Dr.'),
        attribute('honorificSuffix', 'What stands after the name, as III.'),
      ],
    }),
    attribute('displayName', 'The name that is shown to others.'),
    attribute('nickName', 'What the person is called.'),
    attribute('profileUrl', 'The address of a page about the person.', {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    attribute('title', 'The position.'),
    attribute('userType', 'How the person belongs to the organisation.'),
    attribute('preferredLanguage', 'The languages as in Accept-Language.'),
    attribute('locale', 'For dates and numbers, as de-CH.'),
    attribute('timezone', 'By the IANA database, as Europe/Zurich.'),
    attribute('active', 'Whether the person can log in.', { type: 'boolean' }),
    attribute('password', 'Accepted and never shown.', {
      mutability: 'writeOnly',
      returned: 'never',
      caseExact: true,
    }),
    values('emails', 'E-mail addresses.', ['work', 'home', 'other']),
    values('phoneNumbers', 'Telephone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    values('ims', 'Addresses for messages.'),
    values('photos', 'Addresses of pictures.', ['photo', 'thumbnail'], {
      type: 'reference',
      referenceTypes: ['external'],
      caseExact: true,
    }),
    attribute('addresses', 'Postal addresses.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('formatted', 'The whole address.'),
        attribute('streetAddress', 'Street and number.'),
        attribute('locality', 'Town.'),
        attribute('region', 'State or canton.'),
        attribute('postalCode', 'Postal code.'),
        attribute('country', 'Country, by ISO 3166-1.'),
        attribute('type', 'What the address is for.', { canonicalValues: ['work', 'home', 'other'] }),
        attribute('primary', 'Whether this is the preferred one.', { type: 'boolean' }),
      ],
    }),
    attribute('groups', 'The groups that the person is in; changed at the group.', {
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: [
        attribute('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
        attribute('$ref', 'The address of the group.', {
          mutability: 'readOnly',
          type: 'reference',
          caseExact: true,
          referenceTypes: ['Group'],
        }),
        attribute('display', 'The name of the group.', { mutability: 'readOnly' }),
        attribute('type', 'direct or indirect.', {
          mutability: 'readOnly',
          canonicalValues: ['direct', 'indirect'],
        }),
      ],
    }),
    values('entitlements', 'What the person may have.'),
    values('roles', 'What the person may do.'),
    values('x509Certificates', 'Certificates, DER in base64.', [], { type: 'binary', caseExact: true }),
  ],
};
