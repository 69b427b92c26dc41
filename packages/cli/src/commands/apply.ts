import { resolve } from 'node:path';
import { applyPlan, journalOf, planFile, planId } from '../apply/apply.js';
import { outcomesText } from '../apply/text.js';
import { type Context, EXIT } from '../context.js';
import { readBegunPlan, readPlan } from '../plan/file.js';
import { checkLimit } from '../plan/limit.js';
import { planText } from '../plan/text.js';
import type { Plan } from '../plan/types.js';
import { Problem } from '../problem.js';
import { styleOf } from '../terminal/style.js';
import { openWorkspace, type Workspace, type WorkspaceFlags } from '../workspace.js';
import { planNow } from './plan.js';

export interface ApplyFlags extends WorkspaceFlags {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly allowRemovals?: number;
  readonly abandon?: boolean;
}

/** `rollcall apply [PLAN]` */
export async function apply(this: Context, flags: ApplyFlags, file?: string): Promise<void> {
  if (file === undefined && !flags.yes && !this.ask) {
    throw new Problem('nobody can be asked here: give a plan that you have looked at, or say --yes');
  }
  const workspace = await openWorkspace(this, flags);
  try {
    const journal = journalOf(this, workspace);
    try {
      const chosen = await choosePlan(this, workspace, flags, file, journal.unfinished);
      if (!chosen) return;
      const outcomes = await applyPlan(this, workspace, chosen, {
        allowRemovals: flags.allowRemovals,
        abandon: flags.abandon,
        journal,
      });
      this.process.stdout.write(
        flags.json ? `${JSON.stringify(outcomes, null, 2)}\n` : outcomesText(outcomes),
      );
      const bad = outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'refused');
      if (bad) this.process.exitCode = EXIT.error;
    } finally {
      journal.close();
    }
  } finally {
    await workspace.close();
  }
}

/** The plan given, that of a run which was cut off, or a new one which the user has seen. */
async function choosePlan(
  context: Context,
  workspace: Workspace,
  flags: ApplyFlags,
  file: string | undefined,
  unfinished: string | undefined,
): Promise<Plan | undefined> {
  if (file !== undefined) {
    const plan = readPlan(resolve(context.cwd, file));
    if (planId(plan) === unfinished)
      context.process.stderr.write('This plan was begun by an earlier apply and not finished; it goes on.\n');
    return plan;
  }
  if (unfinished !== undefined && !flags.abandon) {
    context.process.stderr.write('An earlier apply did not come to its end; it goes on with its plan.\n');
    return readBegunPlan(planFile(workspace, unfinished));
  }
  const plan = await planNow(context, workspace);
  // Standard output has the outcome only when a program reads it.
  const shown = planText(plan, styleOf(context));
  if (flags.json) context.process.stderr.write(shown);
  else context.process.stdout.write(shown);
  if (plan.entries.length === 0) return undefined;
  checkLimit(plan, flags.allowRemovals);
  if (flags.yes) return plan;
  const answer = await context.ask?.('Do this? Only "yes" is taken for a yes: ');
  if (answer === 'yes') return plan;
  context.process.stderr.write('Nothing was done.\n');
  return undefined;
}
