import type { Account, Capabilities, Named, Vendor, WritableField } from './account.js';
import type { AccountPatch, Change, ChangeResult, NewAccount, PlannedChange } from './change.js';

export interface CallControl {
  /** Ends the call or the walk at once; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ReadOptions extends CallControl {
  /**
   * Also read the access that is kept apart from the user, which takes more calls: tokens and keys, and the memberships
   * of IQ. Default: false.
   */
  readonly access?: boolean;
}

export interface ListOptions extends ReadOptions {
  /** Told once, as soon as the vendor says how many accounts there are. */
  readonly onTotal?: (total: number) => void;
}

export interface RemoveOptions extends CallControl {
  /**
   * Told as soon as the vendor has taken the deletion and before it is done, where that takes time: store the task, and
   * give it as `resume` after a crash.
   */
  readonly onTask?: (task: string) => void | Promise<void>;
  /** A task that an earlier removal started: waited for, instead of deleting again. */
  readonly resume?: string;
  /** Milliseconds to wait for a deletion that takes time. Default: the facade's. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks. Default: the facade's. */
  readonly intervalMs?: number;
}

/**
 * One system as a place that has accounts. Everything rejects with the facade's typed errors; what cannot be done is an
 * `InvalidInputError` before anything is sent.
 */
export interface AccountSystem {
  /** As the configuration calls it: `qradar-eu`. */
  readonly name: string;
  readonly vendor: Vendor;
  readonly capabilities: Capabilities;
  /** All accounts. A walk that could not be finished ends with an error, never early. */
  list(options?: ListOptions): AsyncIterable<Account>;
  /**
   * The account with this login or address, in any case of letters, or undefined.
   * @throws InvalidInputError when several accounts have it; it names their ids.
   */
  find(loginOrAddress: string, options?: ReadOptions): Promise<Account | undefined>;
  /** The account with this id, or undefined. */
  get(id: string, options?: ReadOptions): Promise<Account | undefined>;
  /** The roles that exist; none where `capabilities.roles` is `none`. */
  roles(options?: CallControl): AsyncIterable<Named>;
  /** The groups of users that exist; none where the vendor has no such thing. */
  groups(options?: CallControl): AsyncIterable<Named>;
  /** The tags of users that exist; none where the vendor has no such thing. */
  tags(options?: CallControl): AsyncIterable<Named>;
  /** The security profiles that exist; none where the vendor has no such thing. */
  securityProfiles(options?: CallControl): AsyncIterable<Named>;
  /** Who the credential belongs to: its account here, where it has one. Reads only; rejects when it is not accepted. */
  self(options?: CallControl): Promise<Account | undefined>;
  /** The version that the system tells of itself; undefined where it tells none. */
  version(options?: CallControl): Promise<string | undefined>;
  /** Fields that this very system has no place for, though its vendor has: a change of them is refused. */
  placeless(options?: CallControl): Promise<readonly WritableField[]>;
  /** Reads the account, and says which calls the change will take. Writes nothing. */
  plan(change: Change, options?: CallControl): Promise<PlannedChange>;
  create(account: NewAccount, options?: CallControl): Promise<ChangeResult>;
  change(id: string, patch: AccountPatch, options?: CallControl): Promise<ChangeResult>;
  /** Revokes keys, then disables. @throws InvalidInputError where the vendor cannot disable. */
  disable(id: string, options?: CallControl): Promise<ChangeResult>;
  /** @throws InvalidInputError where the vendor cannot disable. */
  enable(id: string, options?: CallControl): Promise<ChangeResult>;
  /**
   * Takes away what would outlive the account (tokens, keys, memberships), deletes it, and confirms that it is gone.
   * @throws RemovalStoppedError at the first thing that fails, with what was done before it.
   */
  remove(id: string, options?: RemoveOptions): Promise<ChangeResult>;
  /** Whether a change holds now, read from the vendor. A password cannot be confirmed and is left out. */
  confirm(change: Change, options?: CallControl): Promise<boolean>;
}
