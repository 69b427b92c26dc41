import { RollcallError } from '@rollcall/facade';
import type { Account } from './account.js';

/** The vendor took a change without an error, and the account read afterwards does not have it. */
export class NotConfirmedError extends RollcallError {
  override name = 'NotConfirmedError';
  /** The account as it is; absent when there is none. */
  readonly account?: Account;

  constructor(message: string, account?: Account) {
    super(message);
    if (account) this.account = account;
  }
}
