import { styleText } from 'node:util';
import { IgnoredFieldsError, InvalidInputError, type LogEntry, PartialFailureError } from '@rollcall/facade';
import { callsOf } from './calls-of.ts';

/** Tells what happens: steps, the calls of each as they are answered, and what came of it. */
export interface Story {
  /** `clients` is what the steps call their clients, so that the calls of each can be shown. */
  chapter(title: string, url: string, clients: readonly string[]): void;
  /** Runs one step; its text is the result. A step that throws is told, counted, and ends the vendor's story. */
  step(title: string, run: () => Promise<string | Refusal>): Promise<void>;
  /** A line within a step, such as a page or a task state as it is seen; one that repeats the last is not told again. */
  note(text: string): void;
  /** A command as it is typed in a shell. */
  command(line: string): void;
  /** What a command printed. */
  output(text: string): void;
  /** For a client's `logger` option. */
  readonly logger: (entry: LogEntry) => void;
  /** Prints the table at the end; true when everything happened. */
  summary(): boolean;
}

/** The result of a step that was not to succeed, and did not. */
export class Refusal {
  readonly text: string;

  constructor(error: Error) {
    const what =
      error instanceof InvalidInputError
        ? 'refused, and nothing was changed'
        : error instanceof IgnoredFieldsError
          ? 'answered with success, and something else was done'
          : error instanceof PartialFailureError
            ? 'done in part only'
            : 'refused by the server';
    this.text = `${styleText('yellow', `⊘ ${what} (${error.name}):`)} ${error.message}`;
  }
}

interface Chapter {
  title: string;
  clients: readonly string[];
  steps: number;
  calls: number;
  failures: string[];
  startedAt: number;
  ms: number;
}

const dim = (text: string) => styleText('dim', text);
const bold = (text: string) => styleText('bold', text);
const PATH_WIDTH = 72;
const METHOD_COLOR = {
  GET: 'cyan',
  POST: 'yellow',
  PUT: 'yellow',
  PATCH: 'yellow',
  DELETE: 'magenta',
} as const;

export function tellStory(out: (line: string) => void = console.log): Story {
  const chapters: Chapter[] = [];
  const current = () => chapters.at(-1) as Chapter;
  let origin = '';
  let lastNote = '';

  return {
    chapter(title, url, clients) {
      origin = url;
      chapters.push({
        title,
        clients,
        steps: 0,
        calls: 0,
        failures: [],
        startedAt: performance.now(),
        ms: 0,
      });
      out(`\n${bold(styleText('blue', title))} ${dim(url)}`);
    },

    async step(title, run) {
      const chapter = current();
      chapter.steps += 1;
      lastNote = '';
      out(`\n  ${bold(`${chapter.steps}. ${title}`)}`);
      const shown = chapter.clients.length > 0 ? callsOf(run, chapter.clients) : [];
      for (const call of shown) out(`     ${dim(call)}`);
      try {
        const result = await run();
        out(result instanceof Refusal ? `     ${result.text}` : `     ${styleText('green', '✓')} ${result}`);
      } catch (error) {
        chapter.failures.push(title);
        out(
          `     ${styleText('red', `✗ ${error instanceof Error ? `${error.name}: ${error.message}` : error}`)}`,
        );
        throw error;
      } finally {
        chapter.ms = performance.now() - chapter.startedAt;
      }
    },

    note(text) {
      if (text !== lastNote) out(`     ${dim(`· ${text}`)}`);
      lastNote = text;
    },

    command(line) {
      current().calls += 1;
      out(`     ${styleText('cyan', '$')} ${line}`);
    },

    output(text) {
      for (const line of text.trimEnd().split('\n')) out(line === '' ? '' : `       ${line}`);
    },

    logger({ method, url, status, ms, attempts, headers }) {
      current().calls += 1;
      const color = METHOD_COLOR[method as keyof typeof METHOD_COLOR] ?? 'white';
      const path = decodeURIComponent(url.startsWith(origin) ? url.slice(origin.length) : url);
      const good = status !== undefined && status < 400;
      const details = [headers['content-range'], attempts > 1 ? `${attempts} attempts` : undefined].filter(
        Boolean,
      );
      out(
        [
          `     ${styleText(color, method.padEnd(6))}`,
          shorten(path).padEnd(PATH_WIDTH),
          styleText(good ? 'green' : 'red', String(status ?? '—').padStart(3)),
          dim(`${Math.round(ms)} ms`.padStart(7)),
          dim(details.join(', ')),
        ]
          .join(' ')
          .trimEnd(),
      );
    },

    summary() {
      out(`\n${bold('Summary')}`);
      for (const { title, steps, calls, failures, ms } of chapters) {
        const ok = failures.length === 0;
        out(
          `  ${styleText(ok ? 'green' : 'red', ok ? '✓' : '✗')} ${title.padEnd(38)} ${String(steps).padStart(2)} steps ${String(calls).padStart(3)} calls ${`${Math.round(ms)} ms`.padStart(8)}${ok ? '' : `  failed: ${failures.join('; ')}`}`,
        );
      }
      return chapters.every(({ failures }) => failures.length === 0);
    },
  };
}

/** Cursors are long and say nothing to a reader. */
function shorten(path: string): string {
  return path.length > PATH_WIDTH ? `${path.slice(0, PATH_WIDTH - 1)}…` : path;
}

/** Stops a step whose result is not what the vendor's documents promise. */
export function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not as documented: ${what}`);
}
