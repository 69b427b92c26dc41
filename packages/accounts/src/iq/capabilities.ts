import type { Capabilities } from '../account.js';

/** What an IQ Server can do (IQ document, Sonatype). */
export const CAPABILITIES: Capabilities = {
  disable: false,
  roles: 'many',
  rolesApart: true,
  exactTotals: true,
  removalTakesTime: false,
  required: ['login', 'givenName', 'familyName', 'addresses'],
  creatable: ['login', 'givenName', 'familyName', 'addresses', 'roles', 'password'],
  changeable: ['givenName', 'familyName', 'addresses', 'roles'],
  absent: {
    state: 'IQ has no disabled users; a user can only be deleted (IQ document).',
    administrator: 'A role that holds everywhere may make one, and which one does is not told (Sonatype).',
    securityProfile: 'IQ has no security profiles.',
    groups: 'A user record holds no groups (IQ document).',
    tags: 'IQ has no tags of users.',
    createdAt: 'A user record holds no time (IQ document).',
    lastSeenAt: 'A user record holds no time (IQ document); a user token tells its last use.',
    pending: 'What is written to IQ holds at once.',
  },
};
