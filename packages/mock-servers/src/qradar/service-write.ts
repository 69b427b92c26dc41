import { answerItem } from './answer.js';
import { integerField, textField } from './body.js';
import { ApiError, codes, unprocessable } from './errors.js';
import type { Assignment, ServiceRecord } from './model.js';
import type { Call } from './route.js';
import { serviceReadView, serviceView } from './service-view.js';
import { shapes } from './shapes.js';
import { checkCombination } from './user-rules.js';

type Body = Record<string, unknown>;

/** The codes that POST has for a new and for an existing service (IBM 21.0). */
interface ServiceCodes {
  profileUnknown: number;
  roleUnknown: number;
  tenantUnknown: number;
  profileTenant: number;
  labelTaken: number;
  adminProfile: number;
  tenantWithAdmin: number;
  labelLong: number;
}

const createRule: ServiceCodes = {
  profileUnknown: 95103003,
  roleUnknown: 95103005,
  tenantUnknown: 95103006,
  profileTenant: 95103007,
  labelTaken: 95103008,
  adminProfile: 95103009,
  tenantWithAdmin: 95103010,
  labelLong: 95103011,
};

const updateRule: ServiceCodes = {
  profileUnknown: 95104002,
  roleUnknown: 95104003,
  tenantUnknown: 95104004,
  profileTenant: 95104005,
  labelTaken: 95104006,
  adminProfile: 95104007,
  tenantWithAdmin: 95104008,
  labelLong: 95104009,
};

/**
 * Answers the token, this once. Without Administrator Manager the label is generated, role, profile and tenant must
 * be the caller's own, the service expires by the console's default, and there is a limit (IBM 21.0).
 */
export async function createService(call: Call): Promise<Response> {
  const { caller, state } = call;
  const body = await call.body();
  const isManager = caller.has('ADMINMANAGER');
  const given = textField(body, 'label') ?? undefined;
  if (isManager && (given === undefined || given === ''))
    throw unprocessable(95103001, 'The label is required.');
  const profileId = integerField(body, 'security_profile_id') ?? undefined;
  if (profileId === undefined) throw unprocessable(95103002, 'The security_profile_id is required.');
  const roleId = integerField(body, 'user_role_id') ?? undefined;
  if (roleId === undefined) throw unprocessable(95103004, 'The user_role_id is required.');
  const service: ServiceRecord = {
    id: 0,
    label: isManager ? (given as string) : `${caller.name}-${state.uuid()}`,
    token: '',
    created_by: caller.name,
    user_role_id: roleId,
    security_profile_id: profileId,
    tenant_id: integerField(body, 'tenant_id') ?? null,
    creation_date: state.now,
    expiration_date: expiration(call, body, isManager),
    last_used_date: null,
  };
  checkService(call, service, createRule);
  if (!isManager) checkOwn(call, service);
  service.id = state.nextServiceId();
  service.token = state.uuid();
  state.services.set(service.id, service);
  return answerItem(
    call,
    { ...serviceView(service, state), token: service.token },
    {
      shape: shapes.authorizedService,
      status: 201,
      headers: { Location: `/api/config/access/authorized_services/${service.id}` },
    },
  );
}

/** Milliseconds, truncated to seconds. Left out it is the default; null, for managers alone, is never. */
function expiration(call: Call, body: Body, isManager: boolean): number | null {
  const { now, settings } = call.state;
  const latest = truncateToSeconds(now + settings.serviceLifetimeMs);
  const wanted = integerField(body, 'expiration_date');
  if (wanted === undefined) return latest;
  if (wanted !== null && wanted <= now) {
    throw unprocessable(95103013, 'The expiration_date must lie in the future.');
  }
  if (!isManager && (wanted === null || wanted > latest)) {
    throw unprocessable(
      95103012,
      'Without Administrator Manager the service must expire by the default time.',
    );
  }
  return wanted === null ? null : truncateToSeconds(wanted);
}

function truncateToSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

function checkService(call: Call, service: ServiceRecord, rule: ServiceCodes): void {
  const { state } = call;
  const { label, user_role_id: roleId, security_profile_id: profileId, tenant_id: tenantId } = service;
  if (label.length > 255) throw unprocessable(rule.labelLong, 'The label is longer than 255 characters.');
  if (state.nameTaken(label, { serviceId: service.id })) {
    throw unprocessable(rule.labelTaken, `The label "${label}" is in use by a service or a user.`);
  }
  if (!state.profiles.has(profileId)) {
    throw unprocessable(rule.profileUnknown, `No deployed security profile has the id ${profileId}.`);
  }
  if (!state.roles.has(roleId))
    throw unprocessable(rule.roleUnknown, `No deployed user role has the id ${roleId}.`);
  if (tenantId !== null && !state.tenants.has(tenantId)) {
    throw unprocessable(rule.tenantUnknown, `No tenant has the id ${tenantId}.`);
  }
  const assignment: Assignment = {
    user_role_id: roleId,
    security_profile_id: profileId,
    tenant_id: tenantId,
    description: null,
  };
  checkCombination(assignment, state, rule);
}

function checkOwn(call: Call, service: ServiceRecord): void {
  const { caller, state } = call;
  const own = [...state.services.values()].filter(({ created_by }) => created_by === caller.name).length;
  if (own >= state.settings.serviceLimit) {
    throw unprocessable(95103014, `You have created ${own} authorized services, as many as you may.`);
  }
  if (service.user_role_id !== caller.roleId)
    throw unprocessable(95103015, 'The user_role_id must be your own.');
  if (service.security_profile_id !== caller.profileId) {
    throw unprocessable(95103016, 'The security_profile_id must be your own.');
  }
  if (service.tenant_id !== caller.tenantId) throw unprocessable(95103017, 'The tenant_id must be your own.');
}

/** Answers 201, as IBM's page says. An expiration between creation and now switches the service off. */
export async function updateService(call: Call, service: ServiceRecord): Promise<Response> {
  const { caller, state } = call;
  if (service.id === caller.service?.id) {
    throw new ApiError(403, 95104011, 'An authorized service cannot change itself.');
  }
  if (!caller.has('ADMINMANAGER')) {
    throw new ApiError(403, codes.forbidden, 'Changing an authorized service needs Administrator Manager.');
  }
  const body = await call.body();
  const tenantId = integerField(body, 'tenant_id');
  const expires = integerField(body, 'expiration_date');
  if (typeof expires === 'number' && expires < service.creation_date) {
    throw unprocessable(95104010, 'The expiration_date lies before the creation of the service.');
  }
  const draft: ServiceRecord = {
    ...service,
    label: textField(body, 'label') ?? service.label,
    user_role_id: integerField(body, 'user_role_id') ?? service.user_role_id,
    security_profile_id: integerField(body, 'security_profile_id') ?? service.security_profile_id,
    tenant_id: tenantId === undefined ? service.tenant_id : tenantId,
    expiration_date: expires === undefined ? service.expiration_date : expires,
  };
  checkService(call, draft, updateRule);
  state.services.set(draft.id, draft);
  return answerItem(call, serviceReadView(draft, state), { shape: shapes.authorizedService, status: 201 });
}
