import { resolve } from 'node:path';
import { type Context, EXIT } from '../context.js';
import { takeInventories } from '../inventory.js';
import { tellUnknownNames } from '../people/unknown-names.js';
import { checkRuleNames } from '../plan/check-rule-names.js';
import { writePlan } from '../plan/file.js';
import { makePlan } from '../plan/make.js';
import { planText } from '../plan/text.js';
import type { Plan } from '../plan/types.js';
import { progressOf } from '../terminal/progress.js';
import { styleOf } from '../terminal/style.js';
import { openWorkspace, type Workspace, type WorkspaceFlags } from '../workspace.js';

export interface PlanFlags extends WorkspaceFlags {
  readonly json?: boolean;
  readonly out?: string;
}

/** `rollcall plan` */
export async function plan(this: Context, flags: PlanFlags): Promise<void> {
  const workspace = await openWorkspace(this, flags);
  try {
    const made = await planNow(this, workspace);
    if (flags.out !== undefined) writePlan(resolve(this.cwd, flags.out), made);
    this.process.stdout.write(
      flags.json ? `${JSON.stringify(made, null, 2)}\n` : planText(made, styleOf(this)),
    );
    const broken = made.systems.filter(({ complete }) => !complete);
    for (const { error, name } of broken)
      this.process.stderr.write(`${name}: not all accounts were read: ${error}\n`);
    if (broken.length > 0) this.process.exitCode = EXIT.error;
    else this.process.exitCode = made.entries.length > 0 ? EXIT.changes : EXIT.ok;
  } finally {
    await workspace.close();
  }
}

/** A fresh plan of everything that the workspace has. */
export async function planNow(context: Context, { config, people, systems }: Workspace): Promise<Plan> {
  const progress = progressOf(context);
  if (people.length === 0) {
    const where = config.people ?? 'rollcall.yaml has no `people`, which';
    context.process.stderr.write(`${where} names nobody, so that there is nothing to keep in step\n`);
  }
  try {
    const inventories = await takeInventories(systems, { onCount: progress.count });
    progress.end();
    tellUnknownNames(context, systems, inventories);
    // A system that could not be read is told of as it is, and may not answer here either.
    const read = new Set(inventories.filter(({ complete }) => complete).map(({ name }) => name));
    const answering = systems.filter(({ name }) => read.has(name));
    await checkRuleNames(config, answering);
    return await makePlan(inventories, systems, people, config, context.now());
  } finally {
    progress.end();
  }
}
