import type { Account } from '@rollcall/accounts';
import { later } from '../http/vendor-error.js';
import type { ScimError } from '../protocol/errors.js';

/** How long after which a console may have been deployed. */
const STAGED_MS = 60_000;

/** What is written to a console's staged configuration has not happened before somebody deploys it (IBM). */
export const staged = (what: string): ScimError =>
  later(`The ${what} is staged, and holds after the next deploy of the console.`, STAGED_MS);

/** Whether an account is only staged: nobody can log in with it, so that it is nobody's yet. */
export const isStaged = ({ pending }: Account): boolean => pending === 'create';

/** The account, unless it is nobody's yet. */
export const deployed = (account: Account | undefined): Account | undefined =>
  account && !isStaged(account) ? account : undefined;

/** @throws ScimError 503: the same request is done after the deploy. */
export function refuseStaged(account: Account): void {
  if (isStaged(account)) throw staged('new account');
}
