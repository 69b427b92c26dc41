import type {
  Capability,
  ProfileRecord,
  RoleRecord,
  ServiceRecord,
  TenantRecord,
  UserRecord,
} from './model.js';
import { newUser } from './seed-data.js';
import { SeedReader } from './seed-reader.js';
import type { QRadarState } from './state.js';

/**
 * Extends the state, or with `replace: true` replaces the lists that are given. Records are known by id; a user
 * without one gets the next, or keeps that of its username. Nothing changes when anything is wrong.
 *
 * `{ replace?, users?: [{ id?, username, password?, email?, first_name?, last_name?, user_role_id, security_profile_id,
 * tenant_id?, description?, locale_id?, inactivity_timeout?, …, notification_flag?, deployed? }], user_roles?: [{ id,
 * name, capabilities?: ["ADMIN", …] }], security_profiles?: [{ id, name, domain_ids? }], tenants?: [{ id, name?,
 * domain_ids? }], authorized_services?: [{ id?, label, token, created_by?, user_role_id, security_profile_id,
 * tenant_id?, expiration_date? }], task_states?: ["QUEUED", …] }`. `deployed: false` stages a user only.
 * @throws Error that names the place and what is wrong there.
 */
export function applySeed(state: QRadarState, data: unknown): void {
  const seed = SeedReader.of(data, 'seed');
  const replace = seed.boolean('replace') ?? false;
  const roles = merged(state.roles, seed.list('user_roles')?.map(readRole), replace);
  const tenants = merged(state.tenants, seed.list('tenants')?.map(readTenant), replace);
  const profiles = merged(state.profiles, seed.list('security_profiles')?.map(readProfile), replace);
  const known = { roles, profiles, tenants };
  const userList = seed.list('users');
  const users = new Map(replace && userList !== undefined ? [] : state.users);
  for (const reader of userList ?? []) {
    const user = readUser(reader, state, known, users);
    users.set(user.id, user);
  }
  const serviceList = seed.list('authorized_services');
  const services = new Map(replace && serviceList !== undefined ? [] : state.services);
  for (const reader of serviceList ?? []) {
    const service = readService(reader, state, known, services);
    services.set(service.id, service);
  }
  const taskStates = seed.texts('task_states');
  if (taskStates?.length === 0) throw new Error('seed.task_states must not be empty');
  seed.refuseOthers();
  Object.assign(state, { roles, tenants, profiles, users, services });
  if (taskStates !== undefined) state.taskStates = taskStates;
}

interface Known {
  roles: ReadonlyMap<number, RoleRecord>;
  profiles: ReadonlyMap<number, ProfileRecord>;
  tenants: ReadonlyMap<number, TenantRecord>;
}

function merged<Item extends { id: number }>(
  present: ReadonlyMap<number, Item>,
  added: readonly Item[] | undefined,
  replace: boolean,
): Map<number, Item> {
  const items = new Map(replace && added !== undefined ? [] : present);
  for (const item of added ?? []) items.set(item.id, item);
  return items;
}

function readRole(reader: SeedReader): RoleRecord {
  const capabilities = reader.texts('capabilities') ?? [];
  const role = { id: reader.needed('id', 'integer'), name: reader.needed('name', 'text') };
  reader.refuseOthers();
  const toCapability = (name: string, index: number): Capability => ({
    application_id: index + 1,
    name,
    description: name,
  });
  return { ...role, capabilities: capabilities.map(toCapability) };
}

function readTenant(reader: SeedReader): TenantRecord {
  const id = reader.needed('id', 'integer');
  const tenant = {
    id,
    name: reader.text('name') ?? `Tenant ${id}`,
    domain_ids: reader.integers('domain_ids') ?? [],
  };
  reader.refuseOthers();
  return tenant;
}

function readProfile(reader: SeedReader): ProfileRecord {
  const profile = {
    id: reader.needed('id', 'integer'),
    name: reader.needed('name', 'text'),
    domain_ids: reader.integers('domain_ids') ?? [],
  };
  reader.refuseOthers();
  return profile;
}

function readAssignment(reader: SeedReader, known: Known) {
  return {
    user_role_id: reader.reference('user_role_id', known.roles),
    security_profile_id: reader.reference('security_profile_id', known.profiles),
    tenant_id:
      reader.integer('tenant_id') === undefined ? null : reader.reference('tenant_id', known.tenants),
  };
}

function readUser(
  reader: SeedReader,
  state: QRadarState,
  known: Known,
  users: ReadonlyMap<number, UserRecord>,
) {
  const username = reader.needed('username', 'text');
  const namesake = [...users.values()].find((user) => user.username === username);
  const id = reader.integer('id') ?? namesake?.id ?? state.nextUserId();
  if (namesake !== undefined && namesake.id !== id)
    reader.fail(`username "${username}" is taken by ${namesake.id}`);
  const assignment = { ...readAssignment(reader, known), description: reader.text('description') ?? null };
  const password = reader.text('password');
  const given = { ...assignment, ...(password === undefined ? {} : { password }) };
  const user = {
    ...newUser(id, username, state.now, given),
    email: reader.text('email') ?? null,
    first_name: reader.text('first_name') ?? null,
    last_name: reader.text('last_name') ?? null,
    locale_id: reader.text('locale_id') ?? null,
    enable_popup_notifications: reader.boolean('enable_popup_notifications') ?? true,
    allow_system_authentication_fallback: reader.boolean('allow_system_authentication_fallback') ?? false,
    local_only_account: reader.boolean('local_only_account') ?? false,
    inactivity_timeout: reader.integer('inactivity_timeout') ?? null,
    notification_flag: reader.text('notification_flag') ?? null,
    deployed: (reader.boolean('deployed') ?? true) ? assignment : undefined,
    staged: { ...assignment },
  };
  reader.refuseOthers();
  return user;
}

function readService(
  reader: SeedReader,
  state: QRadarState,
  known: Known,
  services: ReadonlyMap<number, ServiceRecord>,
): ServiceRecord {
  const label = reader.needed('label', 'text');
  const namesake = [...services.values()].find((service) => service.label === label);
  const id = reader.integer('id') ?? namesake?.id ?? state.nextServiceId();
  if (namesake !== undefined && namesake.id !== id)
    reader.fail(`label "${label}" is taken by ${namesake.id}`);
  const service = {
    id,
    label,
    token: reader.needed('token', 'text'),
    created_by: reader.text('created_by') ?? 'admin',
    ...readAssignment(reader, known),
    creation_date: state.now,
    expiration_date: reader.integer('expiration_date') ?? null,
    last_used_date: null,
  };
  reader.refuseOthers();
  return service;
}
