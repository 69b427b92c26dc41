import type { Account, Change, PlannedCall } from '@rollcall/accounts';
import type { MadeFrom } from './made-from.js';

/** One change of a plan. */
export interface PlanEntry {
  /** Names the change in the journal; the same change to the same account has the same key. */
  readonly key: string;
  readonly system: string;
  readonly person: string;
  /** The account's login, or that of the one to be created. */
  readonly login: string;
  readonly change: Change;
  readonly reason: string;
  /** The account as it was read for the plan; absent for a create. */
  readonly before?: Account;
  readonly calls: readonly PlannedCall[];
}

/** Something that would be changed, and is not, and why. */
export interface Skipped {
  readonly system: string;
  readonly login?: string;
  readonly person?: string;
  readonly reason: string;
}

/** `rollcall plan --out`. Holds no secret. */
export interface Plan {
  readonly version: 1;
  readonly at: string;
  /** A saved plan is not carried out when this is no longer so: somebody who left may have come back. */
  readonly madeFrom: MadeFrom;
  readonly systems: readonly {
    readonly name: string;
    readonly url: string;
    readonly accounts: number;
    readonly complete: boolean;
    readonly error?: string;
  }[];
  readonly entries: readonly PlanEntry[];
  readonly skipped: readonly Skipped[];
}

/** A disable or a removal. */
export function takesAway({ change }: PlanEntry): boolean {
  return change.kind === 'remove' || change.kind === 'disable';
}

/** Whether an account has no access afterwards: a change that leaves it no role, group or tag does that, too. */
export function endsAccess(entry: PlanEntry): boolean {
  const { change } = entry;
  if (change.kind !== 'change') return takesAway(entry);
  const { groups, roles, tags } = change.patch;
  return [groups, roles, tags].some((left) => left?.length === 0);
}
