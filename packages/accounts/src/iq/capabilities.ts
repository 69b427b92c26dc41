import type { Capabilities } from '../account.js';

/** What an IQ Server can do (IQ document). */
export const CAPABILITIES: Capabilities = {
  disable: false,
  roles: 'none',
  rolesApart: false,
  exactTotals: true,
  removalTakesTime: false,
  required: ['login', 'givenName', 'familyName', 'addresses'],
  creatable: ['login', 'givenName', 'familyName', 'addresses', 'password'],
  changeable: ['givenName', 'familyName', 'addresses'],
  absent: {
    state: 'IQ has no disabled users; a user can only be deleted (IQ document).',
    roles: 'A user record holds no roles: IQ keeps them as memberships of each organization and application.',
    administrator: 'That is a membership too, and not in the user record.',
    securityProfile: 'IQ has no security profiles.',
    groups: 'A user record holds no groups (IQ document).',
    tags: 'IQ has no tags of users.',
    tokens: 'A user record does not say whether a user token exists.',
    createdAt: 'A user record holds no time (IQ document).',
    pending: 'What is written holds at once.',
    lastSeenAt: 'A user record holds no time (IQ document).',
  },
};
