import type { Capabilities } from '../account.js';

/** What a tenant can do (Qlik document, qlik.dev). */
export const CAPABILITIES: Capabilities = {
  disable: true,
  roles: 'many',
  rolesApart: false,
  exactTotals: true,
  removalTakesTime: false,
  required: ['login'],
  creatable: ['login', 'displayName', 'addresses', 'roles', 'groups'],
  changeable: ['displayName', 'addresses', 'roles', 'groups'],
  absent: {
    securityProfile: 'Qlik has no security profiles.',
    tags: 'Qlik has no tags of users.',
    lastSeenAt: 'A user record holds no login time (qlik.dev).',
    pending: 'What is written to a tenant holds at once.',
  },
};
