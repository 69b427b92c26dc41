import type { Account } from '@rollcall/accounts';

type FindingKind =
  | 'incomplete'
  | 'ambiguous'
  | 'leaver'
  | 'orphan'
  | 'disabled-with-tokens'
  | 'dormant'
  | 'duplicate'
  | 'tokens-unread';

/** Something that a person should look at. */
export interface Finding {
  readonly kind: FindingKind;
  readonly system: string;
  readonly id?: string;
  readonly login?: string;
  readonly person?: string;
  readonly text: string;
}

export interface ReportedAccount extends Account {
  /** Whose it is; absent for orphans, protected and ambiguous ones. */
  readonly person?: string;
  /** Why it is never touched. */
  readonly protected?: string;
}

/** `rollcall report --json`. A later version may add fields; one that is removed or changed makes it version 2. */
export interface Report {
  readonly version: 1;
  readonly at: string;
  readonly systems: readonly {
    readonly name: string;
    readonly vendor: string;
    readonly accounts: number;
    readonly complete: boolean;
    readonly error?: string;
    /** Fields that accounts of this system never have, and why. */
    readonly absent: Readonly<Record<string, string>>;
  }[];
  readonly people: readonly {
    readonly person: string;
    readonly name?: string;
    readonly status: 'active' | 'left';
    readonly department?: string;
  }[];
  readonly accounts: readonly ReportedAccount[];
  readonly findings: readonly Finding[];
}
