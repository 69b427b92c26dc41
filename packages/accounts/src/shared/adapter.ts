import type { Account, Capabilities, Named, Vendor, WritableField } from '../account.js';
import type { AccountPatch, Change, LeftOver, NewAccount, PlannedCall } from '../change.js';
import type { CallControl, ListOptions, ReadOptions, RemoveOptions } from '../system.js';
import type { Left } from './leaver.js';

/** What a write came to. */
export interface Written {
  /** The account's id. */
  readonly id: string;
  /** Whether it waits for a deploy: then reading it back shows nothing yet. */
  readonly staged?: boolean;
  readonly left?: readonly LeftOver[];
}

/** What is different at each vendor; {@link accountSystem} makes the rest of an `AccountSystem` from it. */
export interface Adapter {
  readonly vendor: Vendor;
  readonly capabilities: Capabilities;
  list(options: ListOptions): AsyncIterable<Account>;
  get(id: string, options: ReadOptions): Promise<Account | undefined>;
  /** Accounts that may have this login or address; the caller compares. */
  candidates(loginOrAddress: string, options: ReadOptions): AsyncIterable<Account>;
  roles(options: CallControl): AsyncIterable<Named>;
  /** Only where the vendor has groups of users. */
  groups?(options: CallControl): AsyncIterable<Named>;
  /** Only where the vendor has tags of users. */
  tags?(options: CallControl): AsyncIterable<Named>;
  /** Only where the vendor has such profiles. */
  securityProfiles?(options: CallControl): AsyncIterable<Named>;
  self(options: CallControl): Promise<Account | undefined>;
  /** Fields that this very system has no place for, though its vendor has: not written, told in `left`, not compared. */
  placeless?(options: CallControl): Promise<readonly WritableField[]>;
  /** The version of the system, where it tells one. */
  version?(options: CallControl): Promise<string | undefined>;
  calls(change: Change, before: Account | undefined): Promise<PlannedCall[]> | PlannedCall[];
  create(account: NewAccount, options: CallControl): Promise<Written>;
  /** @param before as it is now, with its access where the change is about roles. */
  change(before: Account, patch: AccountPatch, options: CallControl): Promise<Written>;
  /** Only where the vendor can disable. */
  setActive?(before: Account, active: boolean, options: CallControl): Promise<Left>;
  remove(before: Account, options: RemoveOptions): Promise<Left>;
}
