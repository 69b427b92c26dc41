import type { Assignment, ServiceRecord, UserRecord } from '../state/model.js';
import { isDeployed, type QRadarState } from '../state/state.js';
import { ApiError, CODES } from './errors.js';

/** Who calls, with the role, profile and tenant that decide what the call may see. */
export interface Caller {
  /** A user's name or a service's label. */
  name: string;
  user?: UserRecord;
  service?: ServiceRecord;
  roleId: number;
  profileId: number;
  tenantId: number | null;
  has(capability: string): boolean;
}

/**
 * The caller named by `SEC` (the token of a service that has not expired, or of a session) or by Basic (an active user); SEC wins.
 * @throws ApiError 401 code 18. The name of the header is said, the credentials never are.
 */
export function authenticate(request: Request, state: QRadarState): Caller {
  const token = request.headers.get('SEC');
  if (token !== null) return tokenCaller(token, state);
  const basic = /^Basic\s+(\S+)\s*$/i.exec(request.headers.get('Authorization') ?? '');
  if (basic !== null) return userCaller(basic[1] as string, state);
  throw unauthorized(
    'No SEC header present in request: send the token of an authorized service as "SEC: token", or HTTP Basic.',
  );
}

function tokenCaller(token: string, state: QRadarState): Caller {
  for (const service of state.services.values()) {
    if (service.token !== token) continue;
    if (service.expiration_date !== null && service.expiration_date <= state.now) {
      throw unauthorized('The authorized service of this SEC token has expired.');
    }
    service.last_used_date = state.now;
    return {
      name: service.label,
      service,
      roleId: service.user_role_id,
      profileId: service.security_profile_id,
      tenantId: service.tenant_id,
      has: (capability) => state.hasCapability(service.user_role_id, capability),
    };
  }
  const user = state.deployedUser(state.sessions.userOf(token) ?? Number.NaN);
  if (user !== undefined) return callerOf(user, state);
  throw unauthorized('The SEC token belongs to no authorized service and to no session.');
}

function userCaller(encoded: string, state: QRadarState): Caller {
  const credentials = decodeBasic(encoded);
  const colon = credentials.indexOf(':');
  const username = credentials.slice(0, colon);
  const password = credentials.slice(colon + 1);
  if (colon > 0) {
    for (const user of state.users.values()) {
      if (user.username !== username || !isDeployed(user)) continue;
      if (user.password === null || user.password !== password) break;
      return callerOf(user, state);
    }
  }
  throw unauthorized('The username or the password is wrong.');
}

function callerOf(user: UserRecord & { deployed: Assignment }, state: QRadarState): Caller {
  const { user_role_id: roleId, security_profile_id: profileId, tenant_id: tenantId } = user.deployed;
  const has = (capability: string) => state.hasCapability(roleId, capability);
  return { name: user.username, user, roleId, profileId, tenantId, has };
}

function decodeBasic(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, CODES.unauthorized, message);
}

/** @throws ApiError 403 code 26 unless the caller has one of the capabilities. */
export function requireCapability(caller: Caller, ...capabilities: string[]): void {
  if (capabilities.some((capability) => caller.has(capability))) return;
  throw new ApiError(
    403,
    CODES.forbidden,
    // The beginning is what integrations of consoles look for.
    `User has insufficient capabilities to access this endpoint resource: it needs ${capabilities.join(' or ')}, ` +
      `which ${caller.name} does not have.`,
  );
}

/** Whether the role of a user or service may be seen: SAASADMIN sees all but what holds ADMIN (IBM). */
export function maySeeRole(caller: Caller, roleId: number, state: QRadarState): boolean {
  return caller.has('ADMIN') || (caller.has('SAASADMIN') && !state.hasCapability(roleId, 'ADMIN'));
}
