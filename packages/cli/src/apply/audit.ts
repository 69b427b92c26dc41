import { closeSync, existsSync, readFileSync, writeSync } from 'node:fs';
import type { Step } from '@rollcall/accounts';
import type { PlanEntry } from '../plan/types.js';
import { appendLine, openLog } from '../write-file.js';

/** What somebody has to be able to look up later: a change that is about to be made, and each thing that came of it. */
export interface AuditLine {
  readonly at: string;
  readonly plan: string;
  /** Names the change in the plan; the lines of one change share it. */
  readonly key: string;
  readonly system: string;
  readonly person: string;
  readonly login: string;
  readonly change: string;
  /** What was done, as the account model names it; the kind of change where nothing was. */
  readonly step: Step['kind'] | PlanEntry['change']['kind'];
  /**
   * `intended`: about to be made. `unknown`: the run was cut off before it learned the outcome, and no later run took the
   * change up. `recovered`: a later run found it to be done.
   */
  readonly outcome: 'intended' | 'done' | 'failed' | 'refused' | 'recovered' | 'unknown';
  readonly what: string;
}

/** A file of JSON lines that is only ever added to. A line is on the disk before `write` returns. */
export class Audit {
  readonly #file: number;
  readonly #lines: AuditLine[] = [];
  readonly #now: () => Date;

  constructor(path: string, now: () => Date) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    this.#lines.push(...text.split('\n').flatMap(readLine));
    this.#file = openLog(path);
    // A crash in the middle of a line: what follows begins on one of its own.
    if (text !== '' && !text.endsWith('\n')) writeSync(this.#file, '\n');
    this.#now = now;
  }

  /** Says what is about to be done, before it is. */
  intend(plan: string, entry: PlanEntry): void {
    const { change, login } = entry;
    this.#write({
      ...this.#about(plan, entry),
      outcome: 'intended',
      what: `about to ${change.kind} ${login}`,
    });
  }

  /** What was done, thing by thing, and the outcome where that was not all. */
  settle(
    plan: string,
    entry: PlanEntry,
    outcome: 'done' | 'failed' | 'refused' | 'recovered',
    { done, why }: { readonly done: readonly Step[]; readonly why?: string | undefined },
  ): void {
    const about = this.#about(plan, entry);
    for (const { at, kind, what } of done) this.#write({ ...about, at, step: kind, outcome: 'done', what });
    if (outcome === 'done' && done.length > 0) return;
    this.#write({ ...about, outcome, what: why ?? 'found to be done' });
  }

  /** What earlier runs of a plan have done for a change. */
  doneOf(plan: string, key: string): Step[] {
    return this.#lines
      .filter((line) => line.plan === plan && line.key === key && line.outcome === 'done')
      .map(({ at, step, what }) => ({ at, kind: step as Step['kind'], what }));
  }

  /** Changes of other plans that were about to be made, and of which no outcome is known, are said to be so. */
  closeOthers(plan: string): void {
    const open = new Map<string, AuditLine>();
    for (const line of this.#lines) {
      const name = `${line.plan} ${line.key}`;
      if (line.outcome === 'intended') open.set(name, line);
      else open.delete(name);
    }
    for (const line of open.values()) {
      if (line.plan === plan) continue;
      const what = 'the run was cut off before it learned the outcome; look at the account';
      this.#write({ ...line, at: this.#now().toISOString(), outcome: 'unknown', what });
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #about(
    plan: string,
    { change, key, login, person, system }: PlanEntry,
  ): Omit<AuditLine, 'outcome' | 'what'> {
    const at = this.#now().toISOString();
    return { at, plan, key, system, person, login, change: change.kind, step: change.kind };
  }

  #write(line: AuditLine): void {
    appendLine(this.#file, line);
    this.#lines.push(line);
  }
}

/** A line that a crash cut off says nothing. */
function readLine(text: string): AuditLine[] {
  try {
    const line = text === '' ? null : (JSON.parse(text) as AuditLine | null);
    return typeof line?.key === 'string' ? [line] : [];
  } catch {
    return [];
  }
}
