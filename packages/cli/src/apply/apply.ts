import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.js';
import { writePlan } from '../plan/file.js';
import { checkLimit, withCountsOfNow } from '../plan/limit.js';
import { changedSources } from '../plan/made-from.js';
import type { Plan, PlanEntry } from '../plan/types.js';
import { Problem } from '../problem.js';
import { progressOf } from '../terminal/progress.js';
import type { Workspace } from '../workspace.js';
import { Audit } from './audit.js';
import { carryOut, type Outcome, refuse } from './carry-out.js';
import { Journal } from './journal.js';
import { lockSystems } from './lock.js';

/** Names a plan in the journal. */
export function planId({ at, entries }: Plan): string {
  const keys = entries.map(({ key }) => key);
  return createHash('sha256')
    .update(JSON.stringify([at, keys]))
    .digest('hex')
    .slice(0, 16);
}

/** Where a run keeps its plan, so that one which is cut off finds it again. */
export function planFile({ stateDir }: Workspace, id: string): string {
  return join(stateDir, `plan-${id}.json`);
}

/** The journal of a workspace. */
export function journalOf(context: Context, { stateDir }: Workspace): Journal {
  return new Journal(join(stateDir, 'journal.jsonl'), context.now);
}

export interface ApplyOptions {
  readonly journal: Journal;
  /** Go above the limit: the number of accounts whose access ends. */
  readonly allowRemovals?: number | undefined;
  /** Give up an earlier run that did not come to its end; the audit says that its outcome is unknown. */
  readonly abandon?: boolean | undefined;
}

/**
 * Carries a plan out, change by change. What the journal of an earlier run has as done is not done again. A run that was cut
 * off finishes what it had begun; where people or rules changed since, it begins nothing more.
 * @throws Problem before the first write: above the limit, people or rules that changed since, a system that is not
 * configured, another apply at work, or one with another plan that did not come to its end.
 */
export async function applyPlan(
  context: Context,
  workspace: Workspace,
  plan: Plan,
  options: ApplyOptions,
): Promise<Outcome[]> {
  checkSystems(plan, workspace);
  const id = planId(plan);
  const isBegun = ({ key }: PlanEntry) => options.journal.of(id, key).started;
  const changed = changedSources(plan.madeFrom, workspace);
  if (changed !== undefined && options.journal.unfinished !== id)
    throw new Problem(`${changed}. Make a new plan; nothing was done`);
  checkLimit(await withCountsOfNow(plan, workspace.systems, isBegun), options.allowRemovals);
  const lock = await lockSystems(workspace.systems, context.env);
  const progress = progressOf(context);
  const audit = new Audit(join(workspace.stateDir, 'audit.jsonl'), context.now);
  const outcomes: Outcome[] = [];
  try {
    checkUnfinished(options, id);
    mkdirSync(workspace.stateDir, { recursive: true, mode: 0o700 });
    writePlan(planFile(workspace, id), plan);
    audit.closeOthers(id);
    options.journal.write({ type: 'run', plan: id });
    for (const [index, entry] of plan.entries.entries()) {
      progress.say(`${index + 1}/${plan.entries.length} ${entry.system} ${entry.change.kind} ${entry.login}`);
      const system = workspace.systems.find(({ name }) => name === entry.system);
      if (!system) continue;
      const records = { audit, journal: options.journal };
      outcomes.push(
        changed === undefined || isBegun(entry)
          ? await carryOut(entry, system, records, id)
          : refuse(entry, records, id, `it was not begun, and ${changed}; make a new plan`),
      );
    }
    options.journal.write({ type: 'finished', plan: id });
    return outcomes;
  } finally {
    progress.end();
    audit.close();
    lock.release();
  }
}

/** What an earlier run was about to do is settled before anything else is done. */
function checkUnfinished({ abandon, journal: { unfinished } }: ApplyOptions, id: string): void {
  if (unfinished === undefined || unfinished === id || abandon) return;
  throw new Problem(
    'an earlier apply did not come to its end, and this is another plan. `rollcall apply` without a plan goes on with the earlier one; --abandon gives it up, and the audit says that its outcome is unknown. Nothing was done',
  );
}

function checkSystems({ entries, systems }: Plan, workspace: Workspace): void {
  const stray = entries.find(({ system }) => !systems.some(({ name }) => name === system));
  if (stray) {
    throw new Problem(
      `the plan changes ${stray.login} in the system '${stray.system}', which is not among its own systems: somebody has written in it. Make a new plan; nothing was done`,
    );
  }
  for (const { name, url } of systems) {
    const system = workspace.systems.find((each) => each.name === name);
    if (!system)
      throw new Problem(
        `the plan is for the system '${name}', which is not configured here. Nothing was done`,
      );
    if (system.config.url !== url) {
      throw new Problem(
        `the plan was made for ${name} at ${url}, and the configuration has ${system.config.url}. Make a new plan; nothing was done`,
      );
    }
  }
}
