import type { InviteErrorItem, Invitee, InviteResultItem } from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import { expectList } from '../http/expect.js';
import type { Result } from '../http/types.js';
import { kindOf } from '../util/check.js';

/** What became of one invitee: `status` tells `ok`, `exists` and `error` apart. */
export type InviteItem = InviteResultItem | InviteErrorItem;

/** What became of all invitees. The lists hold the items of `results` sorted by their status. */
export interface InviteResult {
  /** One item per invitee, in their order, as Qlik answered. */
  readonly results: readonly InviteItem[];
  /** `ok`: new users who were sent an email, or old ones who were sent another because of `resend`. */
  readonly invited: readonly InviteResultItem[];
  /** `exists`: users who were there already and were sent nothing. */
  readonly existing: readonly InviteResultItem[];
  /** `error`: who was not invited, and why. Look at it: Qlik answers 207 whatever the items say. */
  readonly failed: readonly InviteErrorItem[];
  /** Addresses that the answer says nothing about. Not documented to happen. */
  readonly unanswered: readonly string[];
}

/** Something, an @, something: what an address really is only its mail server knows. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Refuses a list that Qlik could do nothing with, before anybody is sent an email. */
export function checkInvitees(invitees: readonly Invitee[]): void {
  if (!Array.isArray(invitees))
    throw new InvalidInputError(`invitees must be a list, not ${kindOf(invitees)}`);
  if (invitees.length === 0) throw new InvalidInputError('invitees must name at least one person');
  invitees.forEach((invitee: unknown, index) => {
    const email = (invitee as Partial<Invitee> | null)?.email;
    if (typeof email === 'string' && ADDRESS.test(email)) return;
    const got = typeof email === 'string' ? `'${email}'` : kindOf(email);
    throw new InvalidInputError(
      `invitees[${index}].email must be an email address, not ${got}; nobody was invited`,
    );
  });
}

export function readInvitations(answer: Result, invitees: readonly Invitee[]): InviteResult {
  const results = expectList<InviteItem>(answer, 'data');
  const answered = new Set(results.map((item) => String(item?.email).toLowerCase()));
  return {
    results,
    invited: results.filter((item): item is InviteResultItem => item?.status === 'ok'),
    existing: results.filter((item): item is InviteResultItem => item?.status === 'exists'),
    failed: results.filter((item): item is InviteErrorItem => item?.status === 'error'),
    unanswered: invitees.map(({ email }) => email).filter((email) => !answered.has(email.toLowerCase())),
  };
}
