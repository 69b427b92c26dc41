import { resolve } from 'node:path';
import { applyPlan, journalOf, planFile } from '../apply/apply.js';
import type { Outcome } from '../apply/carry-out.js';
import { type Context, EXIT } from '../context.js';
import { takeInventories } from '../inventory.js';
import { type Evidence, makeEvidence } from '../leave/evidence.js';
import { accountsOf, choosePerson, planLeaving } from '../leave/plan.js';
import { evidenceText } from '../leave/text.js';
import { tellUnknownNames } from '../people/unknown-names.js';
import { readBegunPlan } from '../plan/file.js';
import { checkLimit } from '../plan/limit.js';
import { planText } from '../plan/text.js';
import { type Plan, takesAway } from '../plan/types.js';
import { Problem } from '../problem.js';
import { progressOf } from '../terminal/progress.js';
import { openWorkspace, type Workspace, type WorkspaceFlags } from '../workspace.js';
import { checkFolder, writeResult } from '../write-file.js';

export interface LeaveFlags extends WorkspaceFlags {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly allowRemovals?: number;
  readonly evidence?: string;
  readonly abandon?: boolean;
}

/** `rollcall leave PERSON` */
export async function leave(this: Context, flags: LeaveFlags, wanted: string): Promise<void> {
  if (flags.evidence !== undefined) checkFolder(resolve(this.cwd, flags.evidence));
  const workspace = await openWorkspace(this, flags);
  try {
    const person = choosePerson(workspace.people, wanted);
    if (!flags.yes && !this.ask) {
      throw new Problem(
        `nobody can be asked here whether ${person.person} shall lose everything: say --yes. Nothing was done`,
      );
    }
    const progress = progressOf(this);
    const inventories = await takeInventories(workspace.systems, { onCount: progress.count });
    progress.end();
    tellUnknownNames(this, workspace.systems, inventories);
    const plan =
      (flags.abandon ? undefined : begunFor(this, workspace, person.person)) ??
      (await planLeaving(workspace, inventories, person, this.now()));
    checkLimit(plan, flags.allowRemovals);
    const outcomes = await agreed(this, workspace, plan, flags);
    if (!outcomes) return;
    const seen = accountsOf(person, workspace.people, inventories);
    const evidence = makeEvidence(person, seen, plan, outcomes, this.now());
    // Shown first: a disk that is full keeps no file, and what was done cannot be asked again.
    this.process.stdout.write(flags.json ? `${JSON.stringify(evidence, null, 2)}\n` : evidenceText(evidence));
    if (flags.evidence !== undefined) await writeEvidence(this, flags.evidence, evidence);
    const broken = evidence.systems.some(({ complete, problems }) => !complete || problems.length > 0);
    if (broken) this.process.exitCode = EXIT.error;
  } finally {
    await workspace.close();
  }
}

/**
 * The plan of an earlier `leave` of this person that was cut off: what it had done belongs to the evidence. A plan that does
 * more than that, or that looked at fewer systems, is none: its evidence would call gone what nobody looked for.
 */
function begunFor(context: Context, workspace: Workspace, person: string): Plan | undefined {
  const journal = journalOf(context, workspace);
  journal.close();
  if (journal.unfinished === undefined) return undefined;
  const plan = readBegunPlan(planFile(workspace, journal.unfinished));
  const isLeave = plan.entries.every((entry) => entry.person === person && takesAway(entry));
  const looked = workspace.systems.every(({ name }) => plan.systems.some((each) => each.name === name));
  if (plan.entries.length === 0 || !isLeave || !looked) return undefined;
  context.process.stderr.write('An earlier leave of this person was cut off; it goes on with its plan.\n');
  return plan;
}

/** The outcomes, or undefined when the user did not want any. */
async function agreed(
  context: Context,
  workspace: Workspace,
  plan: Plan,
  { abandon, allowRemovals, yes }: LeaveFlags,
): Promise<Outcome[] | undefined> {
  if (!yes && plan.entries.length > 0) {
    context.process.stderr.write(planText(plan, (_format, text) => text));
    const answer = await context.ask?.('Do this? Only "yes" is taken for a yes: ');
    if (answer !== 'yes') {
      context.process.stderr.write('Nothing was done.\n');
      return undefined;
    }
  }
  const journal = journalOf(context, workspace);
  try {
    return await applyPlan(context, workspace, plan, { abandon, allowRemovals, journal });
  } finally {
    journal.close();
  }
}

/** Two files beside each other: JSON, and a page of the same name. */
async function writeEvidence({ cwd, process }: Context, file: string, evidence: Evidence): Promise<void> {
  const { evidenceHtml } = await import('../leave/html.js');
  const base = file.replace(/\.(?:json|html)$/, '');
  writeResult(resolve(cwd, `${base}.json`), `${JSON.stringify(evidence, null, 2)}\n`, 0o600);
  writeResult(resolve(cwd, `${base}.html`), evidenceHtml(evidence), 0o600);
  process.stderr.write(`${base}.json and ${base}.html written\n`);
}
