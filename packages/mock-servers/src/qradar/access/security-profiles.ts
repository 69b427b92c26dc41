import { answerItem, answerList, booleanQuery } from '../http/answer.js';
import { type Caller, requireCapability } from '../http/auth.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { ProfileRecord } from '../state/model.js';

/** Profiles change by no endpoint, so the staged and the deployed ones are the same. */
export const securityProfileRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listSecurityProfiles',
    handle: (call) => {
      const onlyOwn = booleanQuery(call, 'current_security_profile') || !administers(call.caller);
      const profiles = ofTenant(call, 38330001).filter(({ id }) => !onlyOwn || id === call.caller.profileId);
      return answerList(call, profiles, { shape: shapes.securityProfile, view: (profile) => profile });
    },
  },
  {
    operationId: 'getSecurityProfile',
    handle: (call) => {
      if (call.id() !== call.caller.profileId) requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      return getProfile(call, 38331001);
    },
  },
  {
    operationId: 'listStagedSecurityProfiles',
    handle: (call) => {
      requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      const profiles = ofTenant(call, 38340001);
      return answerList(call, profiles, { shape: shapes.securityProfile, view: (profile) => profile });
    },
  },
  {
    operationId: 'getStagedSecurityProfile',
    handle: (call) => {
      requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      return getProfile(call, 38341001);
    },
  },
];

function administers(caller: Caller): boolean {
  return caller.has('ADMIN') || caller.has('SAASADMIN');
}

/** All profiles, or with `tenant_id` those that hold a domain of the tenant. */
function ofTenant(call: Call, unknownTenant: number): ProfileRecord[] {
  const profiles = [...call.state.profiles.values()];
  const text = call.query.get('tenant_id');
  if (text === null || text === '') return profiles;
  if (!/^\d+$/.test(text)) {
    throw unprocessable(CODES.badParameter, 'The query parameter "tenant_id" is not an integer.');
  }
  const tenant = call.state.tenants.get(Number(text));
  if (tenant === undefined) throw unprocessable(unknownTenant, `No tenant has the id ${text}.`);
  return profiles.filter(({ domain_ids }) => domain_ids.some((id) => tenant.domain_ids.includes(id)));
}

function getProfile(call: Call, notFound: number): Response {
  const id = call.id();
  const profile = call.state.profiles.get(id);
  if (profile === undefined) throw new ApiError(404, notFound, `No security profile has the id ${id}.`);
  return answerItem(call, profile, { shape: shapes.securityProfile });
}
