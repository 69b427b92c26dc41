import { pathOf } from '../../spec/places.js';
import { answerItem } from '../http/answer.js';
import { integerField, textField } from '../http/body.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { ServiceRecord } from '../state/model.js';
import { CREATE_RULE, checkOwn, checkService, UPDATE_RULE } from './service-rules.js';
import { serviceReadView, serviceView } from './service-view.js';

type Body = Record<string, unknown>;

/**
 * Answers the token, this once. Without Administrator Manager the label is generated, role, profile and tenant must
 * be the caller's own, the service expires by the console's default, and there is a limit (IBM).
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
  checkService(call, service, CREATE_RULE);
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
      headers: { Location: pathOf('qradar', 'getAuthorizedService', service.id) },
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

/** Answers 201, as IBM's page says. An expiration between creation and now switches the service off. */
export async function updateService(call: Call, service: ServiceRecord): Promise<Response> {
  const { caller, state } = call;
  if (service.id === caller.service?.id) {
    throw new ApiError(403, 95104011, 'An authorized service cannot change itself.');
  }
  if (!caller.has('ADMINMANAGER')) {
    throw new ApiError(403, CODES.forbidden, 'Changing an authorized service needs Administrator Manager.');
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
  checkService(call, draft, UPDATE_RULE);
  state.services.set(draft.id, draft);
  return answerItem(call, serviceReadView(draft, state), { shape: shapes.authorizedService, status: 201 });
}
