import type { Capabilities } from '../account.js';

/** What a tenant can do (Qlik document, qlik.dev). */
export const CAPABILITIES: Capabilities = {
  disable: true,
  roles: 'many',
  rolesApart: false,
  exactTotals: true,
  removalTakesTime: false,
  required: ['login'],
  creatable: ['login', 'displayName', 'addresses', 'roles'],
  changeable: ['displayName', 'addresses', 'roles'],
  absent: {
    securityProfile: 'Qlik has no security profiles.',
    tags: 'Qlik has no tags of users.',
    tokens: 'A user record holds no API keys; Qlik revokes them when the user is deleted (Qlik help).',
    pending: 'What is written holds at once.',
    lastSeenAt: 'A user record holds no login time (qlik.dev).',
  },
};
