import type { Account, LeftOver, Step } from '@rollcall/accounts';
import type { Outcome } from '../apply/carry-out.js';
import type { Person } from '../people/types.js';
import type { Plan } from '../plan/types.js';

/** What one files about a leaver: `rollcall leave --json` and `--evidence`. */
export interface Evidence {
  readonly version: 1;
  readonly person: string;
  readonly name?: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** What was there, system by system. */
  readonly systems: readonly {
    readonly name: string;
    readonly url: string;
    /** Whether all accounts were looked at; if not, there may be one that was not seen. */
    readonly complete: boolean;
    readonly error?: string;
    readonly found: readonly Account[];
    /** What was done, when, and what confirmed it. */
    readonly done: readonly Step[];
    readonly problems: readonly string[];
    /** What a person still has to do. */
    readonly left: readonly LeftOver[];
  }[];
  /**
   * Whether all systems were looked at whole, and every account found is confirmed to be gone, or disabled. What `left` names
   * may still be to do.
   */
  readonly gone: boolean;
}

/** @param seen the person's accounts before anything was done; those that nothing was done with were there, too. */
export function makeEvidence(
  person: Person,
  seen: readonly Account[],
  plan: Plan,
  outcomes: readonly Outcome[],
  endedAt: Date,
): Evidence {
  const systems = plan.systems.map(({ complete, error, name, url }) => {
    const mine = outcomes.filter(({ entry }) => entry.system === name);
    const planned = plan.entries.flatMap(({ before, system }) => (system === name && before ? [before] : []));
    const ids = new Set(planned.map(({ id }) => id));
    const kept = plan.skipped.filter(({ system }) => system === name);
    return {
      name,
      url,
      complete,
      ...(error === undefined ? {} : { error }),
      found: [...planned, ...seen.filter(({ id, system }) => system === name && !ids.has(id))],
      done: mine.flatMap(({ done }) => done),
      problems: [
        ...mine.flatMap(({ outcome, why }) =>
          outcome === 'failed' || outcome === 'refused' ? [`${outcome}: ${why}`] : [],
        ),
        ...kept.map(({ reason }) => reason),
      ],
      left: mine.flatMap(({ left }) => left),
    };
  });
  return {
    version: 1,
    person: person.person,
    ...(person.name === undefined ? {} : { name: person.name }),
    startedAt: plan.at,
    endedAt: endedAt.toISOString(),
    systems,
    gone:
      systems.every(({ complete, problems }) => complete && problems.length === 0) && outcomes.every(isOut),
  };
}

/** Whether the account of an outcome lets nobody in any more. */
function isOut({ done, outcome }: Outcome): boolean {
  if (outcome === 'recovered' || outcome === 'already') return true;
  return done.some(({ kind }) => kind === 'absence-confirmed' || kind === 'account-disabled');
}
