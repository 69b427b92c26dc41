import { type Account, roleWords } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import { badRequest, ScimError } from '../protocol/errors.js';

/** Whether the policy's role without rights is all that an account has. */
export function closedByRole({ policy }: SystemContext, { roles }: Account): boolean {
  const [only, ...others] = (roles ?? []).map(roleWords);
  return typeof policy === 'object' && only === policy.role && others.length === 0;
}

/** Why `active: false` is not done here. A 2xx would tell an identity provider that a leaver is out. */
export const refusesDeactivation = (system: SystemContext): ScimError =>
  badRequest(
    'mutability',
    `${system.name} cannot close an account. Its operator has to choose what active: false does: remove the account, or give it a role without rights.`,
  );

/** @throws ScimError 403 for the account that the bridge itself uses. */
export function refuseOwn(account: Account): void {
  if (account.own) {
    throw new ScimError(
      403,
      "This is the account that the bridge itself uses; it can't be closed from here.",
    );
  }
}

/** @throws ScimError 403 for an account that the configuration says is never written. */
export function refuseProtected({ protects }: SystemContext, account: Account): void {
  const reason = protects(account);
  if (reason !== undefined) throw new ScimError(403, `This account is never written from here: ${reason}.`);
}
