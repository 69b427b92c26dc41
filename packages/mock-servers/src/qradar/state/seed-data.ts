import type {
  Capability,
  LoginAttempt,
  ProfileRecord,
  RoleRecord,
  ServiceRecord,
  TenantRecord,
  UserRecord,
} from './model.js';

const ADMIN: Capability = { application_id: 1, name: 'ADMIN', description: 'System Administrator' };
const ADMIN_MANAGER: Capability = {
  application_id: 2,
  name: 'ADMINMANAGER',
  description: 'Administrator Manager',
};
const LOCAL_ONLY: Capability = {
  application_id: 3,
  name: 'MNGELOCALONLY',
  description: 'Manage Local Only Authentication Setting',
};
const EVENTS: Capability = { application_id: 25, name: 'EVENTVIEWER', description: 'Event Viewer' };
const OFFENSES: Capability = { application_id: 26, name: 'OFFENSEMANAGER', description: 'Offense Manager' };
const REPORTS: Capability = { application_id: 27, name: 'REPORTS', description: 'Reports' };

/** Roles, profiles and the service are the guide's own; their capabilities are made up but for what IBM names. */
export const seedRoles: readonly RoleRecord[] = [
  { id: 1, name: 'Admin', capabilities: [ADMIN, ADMIN_MANAGER, LOCAL_ONLY, EVENTS, OFFENSES, REPORTS] },
  { id: 2, name: 'Analyst', capabilities: [EVENTS, OFFENSES, REPORTS] },
  { id: 3, name: 'Reader', capabilities: [EVENTS, REPORTS] },
];

/** The administrator came by the login page before anybody asked. */
export function firstLogin(now: number): LoginAttempt {
  return {
    user_id: DEFAULT_ADMIN_ID,
    attempt_time: now,
    attempt_method: 'LOGIN_PAGE',
    attempt_result: 'SUCCESS',
    remote_ip: '127.0.0.1',
  };
}

/** A tenant with the defaults of every field that is not given. */
export function newTenant(id: number, given: Partial<TenantRecord>): TenantRecord {
  return {
    id,
    name: `Tenant ${id}`,
    description: null,
    event_rate_limit: null,
    flow_rate_limit: null,
    deleted: false,
    domain_ids: [],
    ...given,
  };
}

/** One tenant, so that the tenant rules can be tried: SOC Team sees its domain only. */
export const SEED_TENANTS: readonly TenantRecord[] = [newTenant(1, { domain_ids: [1] })];

export const SEED_PROFILES: readonly ProfileRecord[] = [
  { id: 1, name: 'Default', domain_ids: [] },
  { id: 2, name: 'SOC Team', domain_ids: [1] },
];

/** The first ids that the guide's samples give away. */
export const FIRST_USER_ID = 1002;
export const FIRST_TASK_ID = 5678;
export const FIRST_SERVICE_ID = 11;

/** Id of the user that nobody can delete or reassign (IBM: the default admin user). */
export const DEFAULT_ADMIN_ID = 1;

const SEED_SERVICE_TOKEN = 'sandbox-token';

/** Services that a caller creates are numbered after the guide's own. */
export function seedServices(now: number): ServiceRecord[] {
  return [
    {
      id: 10,
      label: 'Automation Service',
      token: SEED_SERVICE_TOKEN,
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
    newUser(DEFAULT_ADMIN_ID, 'admin', now, {
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

const FIRST_NAMES = ['Ada', 'Bela', 'Chen', 'Dora', 'Emil', 'Fatima', 'Goran', 'Hanna'];
const LAST_NAMES = ['Abel', 'Berg', 'Costa', 'Diaz', 'Eklund', 'Farkas', 'Grau'];

/** The generated user number `index`, counted from zero; the same on every run. Has no password. */
export function generatedUser(index: number, id: number, now: number): UserRecord {
  const username = `user${String(index + 1).padStart(5, '0')}`;
  return newUser(id, username, now, {
    email: `${username}@example.com`,
    first_name: FIRST_NAMES[index % FIRST_NAMES.length] as string,
    last_name: LAST_NAMES[index % LAST_NAMES.length] as string,
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
