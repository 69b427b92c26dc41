import { maxLength } from '../facts.js';
import type { Caller } from '../http/auth.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Assignment } from '../state/model.js';
import type { QRadarState } from '../state/state.js';
import { brokenRules } from '../system/passwords.js';
import { CREATE_CODES, type UserCodes } from './user-codes.js';

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'ru', 'zh'];

/** Exactly one @ with something on both sides, no whitespace (IBM). */
export function checkEmail(email: string, rule: UserCodes): void {
  if (email.length > maxLength.email) {
    throw unprocessable(rule.emailLong, `The email is longer than ${maxLength.email} characters.`);
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw unprocessable(
      rule.emailMalformed,
      'The email needs exactly one @ with characters on both sides, and no whitespace.',
    );
  }
}

/** The console's list of locales is not documented here: the languages of its interface, with or without a country. */
export function checkLocale(locale: string, rule: UserCodes): void {
  const match = /^([a-z]{2})(_[A-Z]{2})?$/.exec(locale);
  if (match !== null && LANGUAGES.includes(match[1] as string)) return;
  throw unprocessable(rule.locale, `The locale_id "${locale}" is not a locale of this console.`);
}

/** At least one character, no space at either end, no other whitespace, none of ' " / \ (IBM). */
export function checkUsername(username: string, state: QRadarState, except: { userId?: number } = {}): void {
  if (username.length < 1 || username.length > maxLength.username) {
    throw unprocessable(
      CREATE_CODES.usernameLength,
      `The username must have 1 to ${maxLength.username} characters.`,
    );
  }
  if (username !== username.trim() || /[^\S ]|['"/\\]/.test(username)) {
    throw unprocessable(
      CREATE_CODES.usernameCharacters,
      'The username must not begin or end with a space, nor hold other whitespace, quotes or slashes.',
    );
  }
  if (state.nameTaken(username, except)) {
    throw new ApiError(
      409,
      CREATE_CODES.usernameTaken,
      `The username "${username}" is in use by another user or by an authorized service.`,
    );
  }
}

export function checkPassword(password: string, state: QRadarState, rule: UserCodes): void {
  const broken = brokenRules(password, state);
  if (broken.length === 0) return;
  throw unprocessable(rule.passwordPolicy, `The password breaks the password policy: ${broken.join('; ')}.`);
}

export function checkDescription(description: string, rule: UserCodes): void {
  if (description.length <= maxLength.description) return;
  throw unprocessable(
    rule.descriptionLong,
    `The description is longer than ${maxLength.description} characters.`,
  );
}

/** The ids of an assignment exist, and the caller may hand out the role. */
export function checkReferences(
  assignment: Assignment,
  caller: Caller,
  state: QRadarState,
  rule: UserCodes,
): void {
  const { user_role_id: roleId, security_profile_id: profileId, tenant_id: tenantId } = assignment;
  if (!state.roles.has(roleId)) throw unprocessable(rule.roleUnknown, `No user role has the id ${roleId}.`);
  if (state.hasCapability(roleId, 'ADMIN') && !caller.has('ADMINMANAGER')) {
    throw new ApiError(
      403,
      rule.roleForbidden,
      'A role with the ADMIN capability can only be given by a caller with the ADMINMANAGER capability.',
    );
  }
  if (!state.profiles.has(profileId)) {
    throw unprocessable(rule.profileUnknown, `No security profile has the id ${profileId}.`);
  }
  if (tenantId !== null && !state.tenants.has(tenantId)) {
    throw unprocessable(rule.tenantUnknown, `No tenant has the id ${tenantId}.`);
  }
}

/**
 * What IBM asks of role, profile and tenant together. The rule about the profile called "Admin" holds where the
 * console has one: the guide's own seed has none.
 */
export function checkCombination(
  assignment: Assignment,
  state: QRadarState,
  rule: Pick<UserCodes, 'tenantWithAdmin' | 'adminProfile' | 'profileTenant'>,
): void {
  const { user_role_id: roleId, security_profile_id: profileId, tenant_id: tenantId } = assignment;
  const administers = state.hasCapability(roleId, 'ADMIN');
  if (administers && tenantId !== null) {
    throw unprocessable(rule.tenantWithAdmin, 'tenant_id must be null for a role with the ADMIN capability.');
  }
  const adminProfile = [...state.profiles.values()].find(({ name }) => name === 'Admin');
  if (
    adminProfile !== undefined &&
    (administers || state.hasCapability(roleId, 'SAASADMIN')) &&
    profileId !== adminProfile.id
  ) {
    throw unprocessable(
      rule.adminProfile,
      'A role with ADMIN or SAASADMIN needs the security profile "Admin".',
    );
  }
  const domains = state.profiles.get(profileId)?.domain_ids ?? [];
  const tenantDomains = tenantId === null ? undefined : state.tenants.get(tenantId)?.domain_ids;
  if (tenantDomains !== undefined && domains.some((domain) => !tenantDomains.includes(domain))) {
    throw unprocessable(rule.profileTenant, 'The security profile holds domains of another tenant.');
  }
}

/**
 * The id in the guide's nested `user_role` or `security_profile`; undefined when the field is absent.
 * @throws ApiError 422 when a name stands there instead (QRadar guide).
 */
export function referenceId(
  body: Record<string, unknown>,
  name: 'user_role' | 'security_profile',
): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const id = (value as { id?: unknown } | null)?.id;
  if (typeof value === 'object' && Number.isInteger(id)) return id as number;
  throw unprocessable(
    CODES.badRequestParameter,
    `${name} must be given by its integer id, as {"id": n}; names are not accepted.`,
  );
}
