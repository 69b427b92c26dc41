import type {
  Capability,
  ProfileRecord,
  RoleRecord,
  ServiceRecord,
  TenantRecord,
  UserRecord,
} from './model.js';

const admin: Capability = { application_id: 1, name: 'ADMIN', description: 'System Administrator' };
const adminManager: Capability = {
  application_id: 2,
  name: 'ADMINMANAGER',
  description: 'Administrator Manager',
};
const localOnly: Capability = {
  application_id: 3,
  name: 'MNGELOCALONLY',
  description: 'Manage Local Only Authentication Setting',
};
const events: Capability = { application_id: 25, name: 'EVENTVIEWER', description: 'Event Viewer' };
const offenses: Capability = { application_id: 26, name: 'OFFENSEMANAGER', description: 'Offense Manager' };
const reports: Capability = { application_id: 27, name: 'REPORTS', description: 'Reports' };

/** Roles, profiles and the service are the guide's own; their capabilities are made up but for what IBM names. */
export const seedRoles: readonly RoleRecord[] = [
  { id: 1, name: 'Admin', capabilities: [admin, adminManager, localOnly, events, offenses, reports] },
  { id: 2, name: 'Analyst', capabilities: [events, offenses, reports] },
  { id: 3, name: 'Reader', capabilities: [events, reports] },
];

/** One tenant, so that the tenant rules can be tried: SOC Team sees its domain only. */
export const seedTenants: readonly TenantRecord[] = [{ id: 1, name: 'Tenant 1', domain_ids: [1] }];

export const seedProfiles: readonly ProfileRecord[] = [
  { id: 1, name: 'Default', domain_ids: [] },
  { id: 2, name: 'SOC Team', domain_ids: [1] },
];

/** The first ids that the guide's samples give away. */
export const firstUserId = 1002;
export const firstTaskId = 5678;
export const firstServiceId = 11;

/** Id of the user that nobody can delete or reassign (IBM: the default admin user). */
export const defaultAdminId = 1;

const seedServiceToken = 'sandbox-token';

/** Services that a caller creates are numbered after the guide's own. */
export function seedServices(now: number): ServiceRecord[] {
  return [
    {
      id: 10,
      label: 'Automation Service',
      token: seedServiceToken,
      created_by: 'admin',
      user_role_id: 1,
      security_profile_id: 1,
      tenant_id: null,
      creation_date: now,
      expiration_date: null,
      last_used_date: null,
    },
  ];
}

/** `admin`/`admin123`, and the guide's John Doe, who signs in with `jdoe123`. */
export function seedUsers(now: number): UserRecord[] {
  return [
    newUser(defaultAdminId, 'admin', now, {
      email: 'admin@example.com',
      password: 'admin123',
      user_role_id: 1,
      security_profile_id: 1,
    }),
    newUser(1001, 'jdoe', now, {
      email: 'jdoe@example.com',
      first_name: 'John',
      last_name: 'Doe',
      password: 'jdoe123',
      user_role_id: 2,
      security_profile_id: 1,
    }),
  ];
}

const firstNames = ['Ada', 'Bela', 'Chen', 'Dora', 'Emil', 'Fatima', 'Goran', 'Hanna'];
const lastNames = ['Abel', 'Berg', 'Costa', 'Diaz', 'Eklund', 'Farkas', 'Grau'];

/** The generated user number `index`, counted from zero; the same on every run. Has no password. */
export function generatedUser(index: number, id: number, now: number): UserRecord {
  const username = `user${String(index + 1).padStart(5, '0')}`;
  return newUser(id, username, now, {
    email: `${username}@example.com`,
    first_name: firstNames[index % firstNames.length] as string,
    last_name: lastNames[index % lastNames.length] as string,
    user_role_id: 2 + (index % 2),
    security_profile_id: 1 + (index % 2),
  });
}

interface NewUser {
  email?: string;
  first_name?: string;
  last_name?: string;
  password?: string;
  user_role_id: number;
  security_profile_id: number;
}

/** A deployed user with the defaults of every field that is not given. */
export function newUser(id: number, username: string, now: number, given: NewUser): UserRecord {
  const assignment = {
    user_role_id: given.user_role_id,
    security_profile_id: given.security_profile_id,
    tenant_id: null,
    description: null,
  };
  return {
    id,
    username,
    email: given.email ?? null,
    first_name: given.first_name ?? null,
    last_name: given.last_name ?? null,
    locale_id: null,
    enable_popup_notifications: true,
    allow_system_authentication_fallback: false,
    local_only_account: false,
    inactivity_timeout: null,
    notification_flag: null,
    password: given.password ?? null,
    password_creation_time: given.password === undefined ? null : now,
    deployed: assignment,
    staged: { ...assignment },
  };
}
