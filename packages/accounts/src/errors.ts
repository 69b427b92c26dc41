import { RollcallError } from '@rollcall/facade';
import type { Account } from './account.js';
import type { LeftOver, Step } from './change.js';

/**
 * The vendor took a change without an error, and the account read afterwards does not have it, or could not be read; then
 * `cause` says why.
 */
export class NotConfirmedError extends RollcallError {
  override name = 'NotConfirmedError';
  /** The account as it is; absent when there is none. */
  readonly account?: Account;

  constructor(message: string, account?: Account, options?: ErrorOptions) {
    super(message, options);
    if (account) this.account = account;
  }
}

/**
 * A removal, or a disable, that stopped at the first thing that failed; nothing after it was tried. `cause` is the error of
 * the call that failed, or the platform's `AbortError` or `TimeoutError`. The same change can be asked for again: what was done is found to be done.
 */
export class RemovalStoppedError extends RollcallError {
  override name = 'RemovalStoppedError';
  /** What was done until then. */
  readonly done: readonly Step[];
  /** What is left, and the thing that it stopped at as the last. */
  readonly left: readonly LeftOver[];

  constructor(
    message: string,
    { cause, done, left }: { done: readonly Step[]; left: readonly LeftOver[]; cause: unknown },
  ) {
    super(message, { cause });
    this.done = done;
    this.left = left;
  }
}
