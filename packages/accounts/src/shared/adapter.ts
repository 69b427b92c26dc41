import type { Account, Capabilities, Named, Vendor } from '../account.js';
import type { AccountPatch, Change, LeftOver, NewAccount, PlannedCall, Step } from '../change.js';
import type { CallControl, ListOptions, ReadOptions, RemoveOptions } from '../system.js';

/** What is different at each vendor; {@link accountSystem} makes the rest of an `AccountSystem` from it. */
export interface Adapter {
  readonly vendor: Vendor;
  readonly capabilities: Capabilities;
  list(options: ListOptions): AsyncIterable<Account>;
  get(id: string, options: ReadOptions): Promise<Account | undefined>;
  /** Accounts that may have this login or address; the caller compares. */
  candidates(loginOrAddress: string, options: ReadOptions): AsyncIterable<Account>;
  roles(options: CallControl): AsyncIterable<Named>;
  self(options: CallControl): Promise<Account | undefined>;
  calls(change: Change, before: Account | undefined): PlannedCall[];
  /** @returns the new account's id. */
  create(account: NewAccount, options: CallControl): Promise<string>;
  change(before: Account, patch: AccountPatch, options: CallControl): Promise<void>;
  /** Only where the vendor can disable. */
  setActive?(before: Account, active: boolean, options: CallControl): Promise<void>;
  remove(before: Account, options: RemoveOptions): Promise<{ done: Step[]; left: LeftOver[] }>;
}
