import type { Account } from './account.js';

/** A new account; `capabilities.required` and `creatable` say what a vendor wants and takes. */
export interface NewAccount {
  /** Left out where the vendor makes it (Qualys). */
  readonly login?: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly addresses?: readonly string[];
  /**
   * Names. One that matches none or several is refused before anything is written. IQ ties a role to a place:
   * `Developer on organization Sandbox`, `… on application shop`, `… on repositories`; the name alone is everywhere.
   */
  readonly roles?: readonly string[];
  readonly securityProfile?: string;
  readonly groups?: readonly string[];
  readonly tags?: readonly string[];
  readonly company?: string;
  /**
   * Where the vendor demands one and none is given, a random one is made and thrown away: the person sets their own, or
   * logs in elsewhere.
   */
  readonly password?: string;
}

/** What to change of an account; what is left out stays. A list takes the place of the whole list. */
export type AccountPatch = NewAccount;

/** One change to one account of one system. */
export type Change =
  | { readonly kind: 'create'; readonly account: NewAccount }
  | { readonly kind: 'change'; readonly id: string; readonly patch: AccountPatch }
  | { readonly kind: 'disable' | 'enable' | 'remove'; readonly id: string };

/** One call that a change will make. */
export interface PlannedCall {
  /** The operation's name in the vendor's specification, such as `deleteUser`. */
  readonly operationId: string;
  /** What it is for: `delete user 1001`. */
  readonly what: string;
  /** Whether it changes anything. */
  readonly writes: boolean;
}

/** A change with the account as it was read, and the calls that it will take. */
export interface PlannedChange {
  readonly system: string;
  readonly change: Change;
  /** The account as it is now; absent for a create. */
  readonly before?: Account;
  readonly calls: readonly PlannedCall[];
}

/** One thing that was done, or found to hold. */
export interface Step {
  /** `role-revoked`, `token-revoked`, `account-disabled`, …; a word for programs. */
  readonly kind:
    | 'account-created'
    | 'account-changed'
    | 'account-disabled'
    | 'account-enabled'
    | 'account-removed'
    | 'token-revoked'
    | 'role-revoked'
    | 'role-granted'
    | 'session-ended'
    | 'licence-freed'
    /** Written to QRadar's staged configuration: it holds after a deploy. */
    | 'change-staged'
    | 'removal-staged'
    | 'absence-confirmed';
  /** For people: `authorized service 14 'Backup' revoked`. */
  readonly what: string;
  /** ISO 8601. */
  readonly at: string;
  /** Why it is done although no call of ours did it, and who says so. */
  readonly because?: string;
}

/** Something that a change leaves behind, and what a person has to do about it. */
export interface LeftOver {
  readonly what: string;
  readonly reason: string;
  readonly todo: string;
}

/** What a change did. Nothing is in `done` that the vendor did not acknowledge, unless `because` says whose word it is. */
export interface ChangeResult {
  /** The account afterwards; absent after a removal. */
  readonly account?: Account;
  readonly done: readonly Step[];
  readonly left: readonly LeftOver[];
}
