import type { Capabilities } from '../account.js';

/** What Qualys SAQ can do (Qualys document). */
export const CAPABILITIES: Capabilities = {
  disable: false,
  roles: 'none',
  rolesApart: false,
  exactTotals: true,
  removalTakesTime: false,
  required: ['givenName', 'familyName', 'company', 'addresses'],
  creatable: ['givenName', 'familyName', 'company', 'addresses', 'tags'],
  changeable: ['givenName', 'familyName', 'company', 'addresses', 'tags'],
  absent: {
    state: 'SAQ has no disabled users; a user can only be deleted (Qualys document).',
    roles: 'SAQ users have tags, and no roles (Qualys document).',
    administrator: 'SAQ has no roles (Qualys document).',
    securityProfile: 'SAQ has no security profiles.',
    groups: 'SAQ has no groups of users.',
    tokens: 'SAQ users have no tokens of their own (Qualys document).',
    createdAt: 'A user record holds no such time (Qualys document).',
    pending: 'What is written to SAQ holds at once.',
    lastSeenAt: 'lastScanned is named without a meaning (Qualys document), and no login time is.',
  },
};
