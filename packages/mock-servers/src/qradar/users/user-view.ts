import type { Assignment, UserRecord } from '../state/model.js';
import { asAnswered } from '../state/resources.js';
import type { QRadarState } from '../state/state.js';
import { asMilliseconds } from './inactivity.js';

/** What both resources show of a user; never a password. */
function commonView(user: UserRecord, assignment: Assignment): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    description: assignment.description,
    user_role_id: assignment.user_role_id,
    security_profile_id: assignment.security_profile_id,
    tenant_id: assignment.tenant_id,
    locale_id: user.locale_id,
    enable_popup_notifications: user.enable_popup_notifications,
    allow_system_authentication_fallback: user.allow_system_authentication_fallback,
    local_only_account: user.local_only_account,
    inactivity_timeout: user.inactivity_timeout,
    password_creation_time: user.password_creation_time,
    notification_flag: user.notification_flag,
  };
}

/** A deployed user with the fields that the console's kind has; names that were never given are left out, as in the guide. */
export function userView(
  user: UserRecord & { deployed: Assignment },
  state: QRadarState,
): Record<string, unknown> {
  const { user_role_id: roleId, security_profile_id: profileId } = user.deployed;
  const view = {
    ...commonView(user, user.deployed),
    ...(user.first_name === null ? {} : { first_name: user.first_name }),
    ...(user.last_name === null ? {} : { last_name: user.last_name }),
    user_role: { id: roleId, name: state.roles.get(roleId)?.name ?? '' },
    security_profile: { id: profileId, name: state.profiles.get(profileId)?.name ?? '' },
  };
  return asAnswered(view, 'User', state.settings.resources);
}

/** A staged user, which IBM alone describes: flat ids, milliseconds. */
export function stagedUserView(user: UserRecord & { staged: Assignment }): Record<string, unknown> {
  return {
    ...commonView(user, user.staged),
    inactivity_timeout: asMilliseconds(user.inactivity_timeout),
  };
}
