import { Problem } from '../problem.js';
import { type Plan, takesAway } from './types.js';

/** Disables and removals that a system may lose in one go: the larger of 2 and 5 % of its accounts. */
function limitOf(accounts: number): number {
  return Math.max(2, Math.floor(accounts * 0.05));
}

/**
 * @throws Problem when a system would lose more than its limit, and the user has not named the planned number. Then
 * nothing at all is to be done.
 */
export function checkLimit({ entries, systems }: Plan, allowed: number | undefined): void {
  const removals = entries.filter(takesAway);
  if (allowed !== undefined && allowed !== removals.length) {
    throw new Problem(
      `--allow-removals says ${allowed}, and the plan has ${removals.length} disables and removals; look at it again. Nothing was done`,
    );
  }
  if (allowed !== undefined) return;
  for (const { accounts, name } of systems) {
    const planned = removals.filter(({ system }) => system === name).length;
    const limit = limitOf(accounts);
    if (planned <= limit) continue;
    throw new Problem(
      `${name} would lose ${planned} of ${accounts} accounts, and the limit is ${limit}. Nothing was done. If that is meant, say --allow-removals ${removals.length}`,
    );
  }
}
