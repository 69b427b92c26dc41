import { badRequest } from '../http/errors.js';
import { INVITE_LIFETIME_MS, isEmail, isoTime } from '../state/model.js';
import { readObject } from './body.js';
import { type Environment, newInvitedUser } from './create.js';

interface InviteResultItem {
  email: string;
  status: 'ok' | 'exists';
  userId: string;
  subject: string;
}

interface InviteErrorItem {
  /** An HTTP status, or 1001 for an active user, 1002 for a disabled one (document). */
  code: string;
  title: string;
  detail: string;
  email: string;
  status: 'error';
}

type InviteItem = InviteResultItem | InviteErrorItem;

/**
 * Invites everybody it can; one item per invitee, in their order. The answer is 207 whatever the items say. Throws a
 * 400 when the body as a whole cannot be used.
 */
export function inviteUsers(environment: Environment, body: unknown): InviteItem[] {
  const { invitees } = readObject(body);
  if (!Array.isArray(invitees)) throw badRequest('invitees must be an array.', { pointer: '/invitees' });
  return invitees.map((invitee: unknown) => inviteOne(environment, invitee));
}

function inviteOne(environment: Environment, invitee: unknown): InviteItem {
  const { state, ids, now } = environment;
  const { email, name, resend, language } = (
    typeof invitee === 'object' && invitee !== null ? invitee : {}
  ) as Record<string, unknown>;
  if (typeof email !== 'string' || !isEmail(email)) {
    const shown = typeof email === 'string' ? email : '';
    return failed(shown, '400', 'Bad request', 'email is not an email address.');
  }
  const user = state.byEmail(email);
  if (user === undefined) {
    const created = newInvitedUser(environment, {
      name: typeof name === 'string' && name !== '' ? name : email,
      email,
      subject: ids.uuid(),
      picture: '',
      language: inviteLanguage(language),
      roleIds: [],
      expiresAt: now + INVITE_LIFETIME_MS,
    });
    return { email, status: 'ok', userId: created.id, subject: created.subject };
  }
  if (user.status === 'disabled') {
    return failed(email, '1002', 'Disabled user', 'The user is disabled; activate the user instead.');
  }
  if (user.status !== 'invited') {
    return failed(email, '1001', 'Active user', 'The user is active and needs no invitation.');
  }
  if (resend === true) {
    state.put({ ...user, inviteExpiresAt: now + INVITE_LIFETIME_MS, lastUpdatedAt: isoTime(now) });
  }
  return { email, status: resend === true ? 'ok' : 'exists', userId: user.id, subject: user.subject };
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** ISO 639-1; `en` when missing or not found (document). */
function inviteLanguage(language: unknown): string {
  if (typeof language !== 'string' || !/^[a-z]{2}$/i.test(language)) return 'en';
  const code = language.toLowerCase();
  return languageNames.of(code) === undefined ? 'en' : code;
}

function failed(email: string, code: string, title: string, detail: string): InviteErrorItem {
  return { code, title, detail, email, status: 'error' };
}
