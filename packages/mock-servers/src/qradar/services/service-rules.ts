import { maxLength } from '../facts.js';
import { unprocessable } from '../http/errors.js';
import type { Call } from '../http/route.js';
import type { Assignment, ServiceRecord } from '../state/model.js';
import { checkCombination } from '../users/user-rules.js';

/** The codes that POST has for a new and for an existing service (IBM). */
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

export const CREATE_RULE: ServiceCodes = {
  profileUnknown: 95103003,
  roleUnknown: 95103005,
  tenantUnknown: 95103006,
  profileTenant: 95103007,
  labelTaken: 95103008,
  adminProfile: 95103009,
  tenantWithAdmin: 95103010,
  labelLong: 95103011,
};

export const UPDATE_RULE: ServiceCodes = {
  profileUnknown: 95104002,
  roleUnknown: 95104003,
  tenantUnknown: 95104004,
  profileTenant: 95104005,
  labelTaken: 95104006,
  adminProfile: 95104007,
  tenantWithAdmin: 95104008,
  labelLong: 95104009,
};

/** Label, ids and their combination (IBM). */
export function checkService(call: Call, service: ServiceRecord, rule: ServiceCodes): void {
  const { state } = call;
  const { label, user_role_id: roleId, security_profile_id: profileId, tenant_id: tenantId } = service;
  if (label.length > maxLength.label) {
    throw unprocessable(rule.labelLong, `The label is longer than ${maxLength.label} characters.`);
  }
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

/** What a caller without Administrator Manager may not choose (IBM). */
export function checkOwn(call: Call, service: ServiceRecord): void {
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
