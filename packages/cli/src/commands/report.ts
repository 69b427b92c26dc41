import { resolve } from 'node:path';
import { type Context, EXIT } from '../context.js';
import { takeInventories } from '../inventory.js';
import { tellUnknownNames } from '../people/unknown-names.js';
import { Problem } from '../problem.js';
import { makeReport } from '../report/make.js';
import { progressOf } from '../terminal/progress.js';
import { styleOf } from '../terminal/style.js';
import { openWorkspace, type WorkspaceFlags } from '../workspace.js';
import { writeResult } from '../write-file.js';

export interface ReportFlags extends WorkspaceFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly html?: string;
  readonly dormantDays?: number;
}

/** Ninety days, which access reviews commonly ask about. */
const DORMANT_DAYS = 90;

/** `rollcall report` */
export async function report(this: Context, flags: ReportFlags): Promise<void> {
  if (flags.json && flags.csv) throw new Problem('--json and --csv exclude each other');
  const workspace = await openWorkspace(this, flags);
  const progress = progressOf(this);
  try {
    const inventories = await takeInventories(workspace.systems, { onCount: progress.count });
    progress.end();
    tellUnknownNames(this, workspace.systems, inventories);
    const made = makeReport(inventories, workspace.systems, workspace.people, {
      now: this.now(),
      dormantDays: flags.dormantDays ?? DORMANT_DAYS,
    });
    if (flags.html !== undefined) {
      const { reportHtml } = await import('../report/html.js');
      writeResult(resolve(this.cwd, flags.html), reportHtml(made));
      this.process.stderr.write(`${flags.html} written; it holds names and addresses\n`);
    }
    if (flags.json) this.process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
    else if (flags.csv) {
      const { reportCsv } = await import('../report/csv.js');
      this.process.stdout.write(reportCsv(made));
    } else if (flags.html === undefined) {
      const { reportText } = await import('../report/text.js');
      const style = styleOf(this);
      this.process.stdout.write(reportText(made, (text) => style('bold', text)));
    }
    const broken = made.systems.filter(({ complete }) => !complete);
    if (broken.length === 0) return;
    for (const { error, name } of broken)
      this.process.stderr.write(`${name}: not all accounts were read: ${error}\n`);
    this.process.exitCode = EXIT.error;
  } finally {
    progress.end();
    await workspace.close();
  }
}
