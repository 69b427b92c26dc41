import type {
  Capability,
  ProfileRecord,
  RoleRecord,
  ServiceRecord,
  TenantRecord,
  UserRecord,
} from './model.js';
import { FIRST_SERVICE_ID, FIRST_USER_ID, newTenant, newUser } from './seed-data.js';
import type { SeedReader } from './seed-reader.js';

/** What a seeded user or service may refer to. */
interface Known {
  roles: ReadonlyMap<number, RoleRecord>;
  profiles: ReadonlyMap<number, ProfileRecord>;
  tenants: ReadonlyMap<number, TenantRecord>;
}

/** The id after the highest one. */
function freeId(items: ReadonlyMap<number, unknown>, first: number): number {
  let highest = first - 1;
  for (const id of items.keys()) highest = Math.max(highest, id);
  return highest + 1;
}

export function readRole(reader: SeedReader): RoleRecord {
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

export function readTenant(reader: SeedReader): TenantRecord {
  const id = reader.needed('id', 'integer');
  const given = {
    name: reader.text('name'),
    description: reader.text('description'),
    event_rate_limit: reader.integer('event_rate_limit'),
    flow_rate_limit: reader.integer('flow_rate_limit'),
    deleted: reader.boolean('deleted'),
    domain_ids: reader.integers('domain_ids'),
  };
  reader.refuseOthers();
  return newTenant(id, withoutGaps(given));
}

/** The members that the seed has. */
function withoutGaps<Value extends object>(given: Value): { [K in keyof Value]?: NonNullable<Value[K]> } {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as { [K in keyof Value]?: NonNullable<Value[K]> };
}

export function readProfile(reader: SeedReader): ProfileRecord {
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

export function readUser(
  reader: SeedReader,
  now: number,
  known: Known,
  users: ReadonlyMap<number, UserRecord>,
) {
  const username = reader.needed('username', 'text');
  const namesake = [...users.values()].find((user) => user.username === username);
  const id = reader.integer('id') ?? namesake?.id ?? freeId(users, FIRST_USER_ID);
  if (namesake !== undefined && namesake.id !== id)
    reader.fail(`username "${username}" is taken by ${namesake.id}`);
  const assignment = { ...readAssignment(reader, known), description: reader.text('description') ?? null };
  const password = reader.text('password');
  const given = { ...assignment, ...(password === undefined ? {} : { password }) };
  const user = {
    ...newUser(id, username, now, given),
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

export function readService(
  reader: SeedReader,
  now: number,
  known: Known,
  services: ReadonlyMap<number, ServiceRecord>,
): ServiceRecord {
  const label = reader.needed('label', 'text');
  const namesake = [...services.values()].find((service) => service.label === label);
  const id = reader.integer('id') ?? namesake?.id ?? freeId(services, FIRST_SERVICE_ID);
  if (namesake !== undefined && namesake.id !== id)
    reader.fail(`label "${label}" is taken by ${namesake.id}`);
  const service = {
    id,
    label,
    token: reader.needed('token', 'text'),
    created_by: reader.text('created_by') ?? 'admin',
    ...readAssignment(reader, known),
    creation_date: now,
    expiration_date: reader.integer('expiration_date') ?? null,
    last_used_date: null,
  };
  reader.refuseOthers();
  return service;
}
