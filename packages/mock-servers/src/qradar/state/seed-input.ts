import { SeedReader } from './seed-reader.js';
import { readProfile, readRole, readService, readTenant, readUser } from './seed-records.js';
import { readDependent, readPolicy } from './seed-system.js';
import type { QRadarState } from './state.js';

/**
 * Extends the state, or with `replace: true` replaces the lists that are given. Records are known by id; a user
 * without one gets the next, or keeps that of its username. Nothing changes when anything is wrong.
 *
 * `{ replace?, users?: [{ id?, username, password?, email?, first_name?, last_name?, user_role_id, security_profile_id,
 * tenant_id?, description?, locale_id?, inactivity_timeout?, …, notification_flag?, deployed? }], user_roles?: [{ id,
 * name, capabilities?: ["ADMIN", …] }], security_profiles?: [{ id, name, domain_ids? }], tenants?: [{ id, name?,
 * domain_ids?, description?, deleted?, … }], authorized_services?: [{ id?, label, token, created_by?, user_role_id, security_profile_id,
 * tenant_id?, expiration_date? }], dependents?: [{ user_id, dependent_type, dependent_id?, dependent_name?,
 * dependent_owner?, dependent_database?, blocking? }], password_policy?: { minimum_length?,
 * variance_rules_required_count?, disallow_repeating_characters? }, task_states?: ["QUEUED", …] }`. `deployed: false` stages a user only.
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
    const user = readUser(reader, state.now, known, users);
    users.set(user.id, user);
  }
  const serviceList = seed.list('authorized_services');
  const services = new Map(replace && serviceList !== undefined ? [] : state.services);
  for (const reader of serviceList ?? []) {
    const service = readService(reader, state.now, known, services);
    services.set(service.id, service);
  }
  const dependents = new Map(state.dependents);
  for (const reader of seed.list('dependents') ?? []) {
    const { userId, dependent } = readDependent(reader, users);
    dependents.set(userId, [...(dependents.get(userId) ?? []), dependent]);
  }
  const policy = seed.object('password_policy');
  const passwordPolicy = policy === undefined ? state.passwordPolicy : readPolicy(policy);
  const taskStates = seed.texts('task_states');
  if (taskStates?.length === 0) throw new Error('seed.task_states must not be empty');
  seed.refuseOthers();
  Object.assign(state, { roles, tenants, profiles, users, services, dependents, passwordPolicy });
  state.raiseIds();
  if (taskStates !== undefined) state.taskStates = taskStates;
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
