import { booleanField, integerField, textField } from '../http/body.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call } from '../http/route.js';
import type { UserRecord } from '../state/model.js';
import type { UpdateCodes, UserCodes } from './user-codes.js';
import { checkEmail, checkLocale, checkPassword } from './user-rules.js';

type Body = Record<string, unknown>;

/**
 * Applies the fields that take effect at once on every resource: email, locale and the preferences.
 * `toStored` reads the resource's unit of `inactivity_timeout`.
 */
export function applyPreferences(
  call: Call,
  draft: UserRecord,
  body: Body,
  rule: UserCodes,
  toStored: (value: number | null) => number | null,
): void {
  const email = textField(body, 'email');
  if (typeof email === 'string') checkEmail(email, rule);
  if (email !== undefined) draft.email = email;
  const locale = textField(body, 'locale_id');
  if (typeof locale === 'string') checkLocale(locale, rule);
  if (locale !== undefined) draft.locale_id = locale;
  draft.enable_popup_notifications =
    booleanField(body, 'enable_popup_notifications') ?? draft.enable_popup_notifications;
  applyAuthentication(call, draft, body, rule);
  const timeout = integerField(body, 'inactivity_timeout');
  if (typeof timeout === 'number' && timeout < 0) {
    throw unprocessable(CODES.badParameter, 'The field "inactivity_timeout" must not be negative.');
  }
  if (timeout !== undefined) draft.inactivity_timeout = toStored(timeout);
}

function applyAuthentication(call: Call, draft: UserRecord, body: Body, rule: UserCodes): void {
  const fallback = booleanField(body, 'allow_system_authentication_fallback');
  if (fallback === true && !call.state.settings.authenticationFallback) {
    throw new ApiError(
      409,
      rule.fallbackDisabled,
      'The fallback to system authentication is disabled globally.',
    );
  }
  draft.allow_system_authentication_fallback = fallback ?? draft.allow_system_authentication_fallback;
  const localOnly = booleanField(body, 'local_only_account');
  if (typeof localOnly !== 'boolean' || localOnly === draft.local_only_account) return;
  if (!call.caller.has('MNGELOCALONLY')) {
    throw new ApiError(403, rule.localOnlyForbidden, 'Changing local_only_account needs MNGELOCALONLY.');
  }
  if (call.caller.service !== undefined && localOnly) {
    throw new ApiError(
      403,
      rule.localOnlyByService,
      'An authorized service can only set local_only_account to false.',
    );
  }
  draft.local_only_account = localOnly;
}

/** Sets the first password of a new user. */
export function setPassword(call: Call, draft: UserRecord, password: string, rule: UserCodes): void {
  checkPassword(password, call.state, rule);
  draft.password = password;
  draft.password_creation_time = call.state.now;
}

/** Whether a password has a use: system authentication, the fallback to it, or a local account (IBM). */
export function passwordHasUse(call: Call, draft: UserRecord): boolean {
  return (
    call.state.settings.systemAuthentication ||
    draft.allow_system_authentication_fallback ||
    draft.local_only_account
  );
}

/**
 * Changes a password: of the own user only with `old_password`, of another only without (IBM).
 * Users with the ADMIN capability may always have one.
 */
export function changePassword(call: Call, draft: UserRecord, body: Body, rule: UpdateCodes): void {
  const password = textField(body, 'password') ?? undefined;
  if (password === undefined) return;
  const old = textField(body, 'old_password') ?? undefined;
  const own = call.caller.user?.id === draft.id;
  if (!own && old !== undefined) {
    throw unprocessable(
      rule.oldPasswordUnwanted,
      'old_password must not be set for a user other than the caller.',
    );
  }
  if (own && draft.password !== null) {
    if (old === undefined)
      throw unprocessable(rule.oldPasswordMissing, 'Changing your password needs old_password.');
    if (old !== draft.password)
      throw unprocessable(rule.oldPasswordWrong, 'old_password is not your password.');
  }
  const roleId = (draft.deployed ?? draft.staged)?.user_role_id ?? 0;
  if (!passwordHasUse(call, draft) && !call.state.hasCapability(roleId, 'ADMIN')) {
    throw unprocessable(rule.passwordForbidden, 'This user signs in by external authentication only.');
  }
  setPassword(call, draft, password, rule);
}
