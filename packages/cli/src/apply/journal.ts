import { closeSync, existsSync, readFileSync, writeSync } from 'node:fs';
import { Problem } from '../problem.js';
import { appendLine, openLog } from '../write-file.js';

/** One line of the journal. */
export type JournalLine = { readonly at: string } & (
  | { readonly type: 'run'; readonly plan: string }
  | { readonly type: 'start'; readonly plan: string; readonly key: string }
  | { readonly type: 'task'; readonly plan: string; readonly key: string; readonly task: string }
  | {
      readonly type: 'done' | 'failed' | 'refused';
      readonly plan: string;
      readonly key: string;
      readonly why?: string;
    }
  | { readonly type: 'finished'; readonly plan: string }
);

type Entry = JournalLine extends infer Line ? (Line extends unknown ? Omit<Line, 'at'> : never) : never;

/** What the journal knows of one change. */
export interface Known {
  readonly started: boolean;
  readonly done: boolean;
  readonly task?: string;
}

/**
 * A file of JSON lines that is only ever added to. A line is on the disk before `write` returns, and so before the call
 * that it announces: whoever reads it after a crash knows of every write that can have been sent.
 */
export class Journal {
  readonly #file: number;
  readonly #known = new Map<string, Known>();
  #unfinished: string | undefined;
  readonly #now: () => Date;

  constructor(path: string, now: () => Date) {
    for (const line of readLines(path)) this.#learn(line);
    this.#file = openLog(path);
    // A crash in the middle of a line: what follows begins on one of its own.
    writeSync(this.#file, '\n');
    this.#now = now;
  }

  write(entry: Entry): void {
    const line = { at: this.#now().toISOString(), ...entry } as JournalLine;
    appendLine(this.#file, line);
    this.#learn(line);
  }

  /** The plan of the last run, when that has not come to its end. */
  get unfinished(): string | undefined {
    return this.#unfinished;
  }

  of(plan: string, key: string): Known {
    return this.#known.get(`${plan} ${key}`) ?? { started: false, done: false };
  }

  #learn(line: JournalLine): void {
    if (line.type === 'run') this.#unfinished = line.plan;
    if (line.type === 'finished') this.#unfinished = undefined;
    if (!('key' in line)) return;
    const known = this.of(line.plan, line.key);
    this.#known.set(`${line.plan} ${line.key}`, {
      ...known,
      started: known.started || line.type === 'start',
      done: known.done || line.type === 'done',
      ...(line.type === 'task' ? { task: line.task } : {}),
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The last line may be cut by a crash: the call that it announces was then not sent. Any other is damage. */
function readLines(path: string): JournalLine[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const read: JournalLine[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      const entry = JSON.parse(line) as JournalLine;
      if (entry.type) read.push(entry);
    } catch {
      if (line.endsWith('}') && index < lines.length - 1) {
        throw new Problem(
          `${path}, line ${index + 1}, is damaged; move the file away once you know what the last apply did`,
        );
      }
    }
  }
  return read;
}
