import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.js';
import { writePlan } from '../plan/file.js';
import { checkLimit } from '../plan/limit.js';
import type { Plan } from '../plan/types.js';
import { Problem } from '../problem.js';
import { progressOf } from '../terminal/progress.js';
import type { Workspace } from '../workspace.js';
import { type AuditLine, auditTo } from './audit.js';
import { carryOut, type Outcome } from './carry-out.js';
import { Journal } from './journal.js';
import { lockSystems } from './lock.js';

/** Names a plan in the journal. */
function planId({ at, entries }: Plan): string {
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

/**
 * Carries a plan out, change by change. What the journal of an earlier run has as done is not done again.
 * @throws Problem before the first write: above the limit, a system that is not configured, another apply at work.
 */
export async function applyPlan(
  context: Context,
  workspace: Workspace,
  plan: Plan,
  options: { readonly allowRemovals?: number | undefined; readonly journal: Journal },
): Promise<Outcome[]> {
  checkLimit(plan, options.allowRemovals);
  checkSystems(plan, workspace);
  const id = planId(plan);
  const lock = await lockSystems(workspace.systems, context.env);
  const progress = progressOf(context);
  const audit = auditTo(join(workspace.stateDir, 'audit.jsonl'));
  const outcomes: Outcome[] = [];
  try {
    mkdirSync(workspace.stateDir, { recursive: true, mode: 0o700 });
    writePlan(planFile(workspace, id), plan);
    options.journal.write({ type: 'run', plan: id });
    for (const [index, entry] of plan.entries.entries()) {
      progress.say(`${index + 1}/${plan.entries.length} ${entry.system} ${entry.change.kind} ${entry.login}`);
      const system = workspace.systems.find(({ name }) => name === entry.system);
      if (!system) continue;
      const outcome = await carryOut(entry, system, options.journal, id);
      outcomes.push(outcome);
      for (const line of auditLines(outcome, id, context.now())) audit(line);
    }
    options.journal.write({ type: 'finished', plan: id });
    return outcomes;
  } finally {
    progress.end();
    lock.release();
  }
}

function checkSystems({ systems }: Plan, workspace: Workspace): void {
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

/** A line for each thing done; one for a change that was refused or failed. */
function auditLines({ done, entry, outcome, why }: Outcome, plan: string, now: Date): AuditLine[] {
  if (outcome === 'already') return [];
  const { change, login, person, system } = entry;
  const about = { plan, system, person, login, change: change.kind };
  if (outcome === 'done') {
    return done.map(({ at, kind, what }) => ({ at, ...about, step: kind, outcome: 'done', what }));
  }
  return [{ at: now.toISOString(), ...about, step: change.kind, outcome, what: why ?? 'found to be done' }];
}
