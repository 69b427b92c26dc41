import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { countAccounts } from '../inventory.js';
import { Problem } from '../problem.js';
import { endsAccess, type Plan, type PlanEntry } from './types.js';

/** So many accounts any system may lose in one go. */
const LEAST = 2;

/** Accounts of a system whose access may end in one go: the larger of 2 and 5 % of all. */
function limitOf(accounts: number): number {
  return Math.max(LEAST, Math.floor(accounts * 0.05));
}

/**
 * @throws Problem when a system would lose more than its limit, and the user has not named the planned number. Then
 * nothing at all is to be done.
 */
export function checkLimit({ entries, systems }: Plan, allowed: number | undefined): void {
  const removals = entries.filter(endsAccess);
  if (allowed !== undefined && allowed !== removals.length) {
    throw new Problem(
      `--allow-removals says ${allowed}, and the plan has ${removals.length} disables, removals and changes that leave no role, group or tag; look at it again. Nothing was done`,
    );
  }
  if (allowed !== undefined) return;
  for (const name of new Set(removals.map(({ system }) => system))) {
    const lost = removals.filter(({ system }) => system === name);
    const planned = lost.length;
    const accounts = systems.find((each) => each.name === name)?.accounts ?? 0;
    const limit = limitOf(accounts);
    if (planned <= limit) continue;
    const stripped = lost.filter(({ change }) => change.kind === 'change').length;
    const how = stripped > 0 ? ` (${stripped} by a change that leaves no role, group or tag)` : '';
    throw new Problem(
      `${name} would lose ${planned} of ${accounts} accounts${how}, and the limit is ${limit}. Nothing was done. If that is meant, say --allow-removals ${removals.length}`,
    );
  }
}

/**
 * The plan with the number of accounts that each system has now, where that is smaller: a plan of yesterday, or one that
 * somebody wrote in, may speak of more. A system that loses no more than two is not asked.
 * @param isBegun whether an earlier run has begun an entry: what it removed counts as if it were there.
 */
export async function withCountsOfNow(
  plan: Plan,
  systems: readonly ConfiguredSystem[],
  isBegun: (entry: PlanEntry) => boolean,
): Promise<Plan> {
  const counted = plan.systems.map(async (about) => {
    const removals = plan.entries.filter((entry) => entry.system === about.name && endsAccess(entry));
    const system = systems.find(({ name }) => name === about.name);
    if (!system || removals.length <= LEAST) return about;
    const gone = removals.filter((entry) => entry.change.kind === 'remove' && isBegun(entry)).length;
    const now = (await countAccounts(system.accounts)) + gone;
    return { ...about, accounts: Math.min(about.accounts, now) };
  });
  return { ...plan, systems: await Promise.all(counted) };
}
