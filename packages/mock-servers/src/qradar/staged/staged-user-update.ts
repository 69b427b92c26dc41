import { answerItem } from '../http/answer.js';
import { requireCapability } from '../http/auth.js';
import { integerField } from '../http/body.js';
import { ApiError } from '../http/errors.js';
import type { Call } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import { DEFAULT_ADMIN_ID } from '../state/seed-data.js';
import { assignmentChanges } from '../users/assignment.js';
import { truncateToMinutes } from '../users/inactivity.js';
import { applyPreferences, changePassword } from '../users/preferences.js';
import { PROTECTION_CODES, STAGED_UPDATE_CODES as rule } from '../users/user-codes.js';
import { checkCombination, checkDescription, checkReferences } from '../users/user-rules.js';
import { stagedUserView } from '../users/user-view.js';

/** Fields of a staged user that the user cannot change themselves (IBM). */
const NOT_OF_ONESELF = [
  'user_role_id',
  'security_profile_id',
  'tenant_id',
  'inactivity_timeout',
  'allow_system_authentication_fallback',
  'local_only_account',
] as const;

/**
 * POST /staged_config/access/users/{id}: role, profile, tenant and description wait for a deploy, everything else
 * holds at once; username and unknown fields are ignored (IBM).
 */
export async function updateStagedUser(call: Call): Promise<Response> {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'ADMINMANAGER');
  const id = call.id();
  const body = await call.body();
  const user = state.stagedUser(id);
  if (user === undefined) throw new ApiError(404, rule.notFound, `No staged user has the id ${id}.`);
  const draft = structuredClone(user);
  const view = stagedUserView(user);
  const changed = (name: string) =>
    body[name] !== undefined && body[name] !== null && body[name] !== view[name];
  if (caller.user?.id === id && NOT_OF_ONESELF.some(changed)) {
    throw new ApiError(403, rule.ownFields, `Nobody changes ${NOT_OF_ONESELF.join(', ')} of their own user.`);
  }
  if (state.hasCapability(user.staged.user_role_id, 'ADMIN') && !caller.has('ADMINMANAGER')) {
    throw new ApiError(
      403,
      rule.adminManager,
      'Changing a user with the ADMIN capability needs ADMINMANAGER.',
    );
  }
  if (id === DEFAULT_ADMIN_ID && ['user_role_id', 'security_profile_id', 'tenant_id'].some(changed)) {
    throw new ApiError(403, PROTECTION_CODES.defaultAdmin, 'The default admin user cannot be reassigned.');
  }
  applyPreferences(call, draft, body, rule, (value) => (value === null ? null : truncateToMinutes(value)));
  const changes = assignmentChanges(body, {
    roleId: integerField(body, 'user_role_id') ?? undefined,
    profileId: integerField(body, 'security_profile_id') ?? undefined,
  });
  draft.staged = { ...draft.staged, ...changes };
  checkDescription(draft.staged.description ?? '', rule);
  checkReferences(draft.staged, caller, state, rule);
  checkCombination(draft.staged, state, rule);
  changePassword(call, draft, body, rule);
  state.users.set(id, draft);
  return answerItem(call, stagedUserView(draft), { shape: shapes.stagedUser });
}
