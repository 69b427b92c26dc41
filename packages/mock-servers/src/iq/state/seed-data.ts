import {
  type Application,
  INTERNAL,
  type IqUser,
  type Membership,
  type Organization,
  type Role,
  type UserToken,
} from './model.js';

/** The documents' own users, and one whom the identity provider brought. */
export const SEED_USERS: readonly IqUser[] = [
  { username: 'admin', firstName: 'Admin', lastName: 'BuiltIn', email: 'admin@localhost', realm: INTERNAL },
  { username: 'bob', firstName: 'Bob', lastName: 'Smith', email: 'bobsmith@domain.com', realm: INTERNAL },
  { username: 'carol', firstName: 'Carol', lastName: 'Jones', email: 'carol@example.com', realm: 'SAML' },
];

const SYSTEM_ADMINISTRATOR = '1b92fae3e55a411793a091fb821c422d';
const DEVELOPER = '1da70fae1fd54d6cb7999871ebdb9a36';

/**
 * Ids from a client's tests (third party); the Policy Administrator's is ours. Only some of each role's permissions are
 * here.
 */
export const SEED_ROLES: readonly Role[] = [
  builtIn(SYSTEM_ADMINISTRATOR, 'System Administrator', 'Manages the system and its users.', [
    'CONFIGURE_SYSTEM',
    'EDIT_ROLES',
    'VIEW_ROLES',
    'ACCESS_AUDIT_LOG',
  ]),
  builtIn('1cddabf7fdaa47d6833454af10e0a3e0', 'Policy Administrator', 'Manages policies.', [
    'WRITE',
    'READ',
    'EDIT_ACCESS_CONTROL',
    'ADD_APPLICATION',
  ]),
  builtIn('1cddabf7fdaa47d6833454af10e0a3ef', 'Owner', 'Manages an owner.', [
    'WRITE',
    'READ',
    'EDIT_ACCESS_CONTROL',
    'EVALUATE_APPLICATION',
  ]),
  builtIn(DEVELOPER, 'Developer', 'Reads what an owner holds.', ['READ']),
  builtIn('2cb71b3468d649789163ea2e212b541e', 'Application Evaluator', 'Evaluates applications.', [
    'EVALUATE_APPLICATION',
  ]),
  builtIn('90c7c98683b4471cb77a916744540bcc', 'Component Evaluator', 'Evaluates components.', [
    'EVALUATE_COMPONENT',
  ]),
];

/** Built-in roles that are granted globally; the others are granted on the rest (Sonatype). */
export const ADMINISTRATOR_ROLES = ['System Administrator', 'Policy Administrator'];

/** Its id is fixed (Sonatype). */
const ROOT_ORGANIZATION_ID = 'ROOT_ORGANIZATION_ID';
const SANDBOX = '2d0dfb87b67b43a3b4271e462bae9eca';

export const SEED_ORGANIZATIONS: readonly Organization[] = [
  { id: ROOT_ORGANIZATION_ID, name: 'Root Organization' },
  { id: SANDBOX, name: 'Sandbox', parentOrganizationId: ROOT_ORGANIZATION_ID },
];

export const SEED_APPLICATIONS: readonly Application[] = [
  {
    id: '4bb67dcfc86344e3a483832f8c496419',
    publicId: 'webgoat',
    name: 'WebGoat',
    organizationId: SANDBOX,
  },
];

/** Everybody who has signed in; there on every server (Sonatype). */
export const SEED_GROUPS: readonly string[] = ['Authenticated Users'];

export const SEED_MEMBERSHIPS: readonly Membership[] = [
  {
    owner: { type: 'global', id: 'global' },
    roleId: SYSTEM_ADMINISTRATOR,
    type: 'USER',
    name: 'admin',
  },
  {
    owner: { type: 'organization', id: SANDBOX },
    roleId: DEVELOPER,
    type: 'USER',
    name: 'bob',
  },
];

export const SEED_TOKENS: readonly UserToken[] = [
  {
    userCode: 'Bb12Cd34',
    passCode: 'sandbox-pass-code-of-bob',
    username: 'bob',
    realm: INTERNAL,
    createTime: '2026-01-01T00:00:00.000Z',
  },
];

export function generatedUser(n: number): IqUser {
  const username = `user${String(n).padStart(4, '0')}`;
  const email = `${username}@example.com`;
  return { username, firstName: 'User', lastName: `Number ${n}`, email, realm: INTERNAL };
}

function builtIn(id: string, name: string, description: string, permissions: readonly string[]): Role {
  return { id, name, description, builtIn: true, permissions };
}
