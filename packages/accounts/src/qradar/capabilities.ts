import type { Capabilities } from '../account.js';

/** What a console can do (QRadar guide; IBM has no state of a user, no groups and no last login either). */
export const CAPABILITIES: Capabilities = {
  disable: false,
  roles: 'one',
  rolesApart: false,
  exactTotals: true,
  removalTakesTime: true,
  required: ['login', 'roles', 'securityProfile'],
  creatable: ['login', 'givenName', 'familyName', 'addresses', 'roles', 'securityProfile', 'password'],
  changeable: ['login', 'givenName', 'familyName', 'addresses', 'roles', 'securityProfile', 'password'],
  absent: {
    state: 'QRadar has no disabled users; a user can only be deleted (QRadar guide).',
    groups: 'QRadar has no groups of users.',
    tags: 'QRadar has no tags of users.',
    createdAt: 'QRadar tells when a password was set, not when a user was created (IBM).',
  },
};
