/** A stream that text is written to. */
interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** What a command works with beside its flags; a test gives its own. */
export interface Context {
  readonly process: {
    readonly stdout: Output;
    readonly stderr: Output;
    /** The outcome: 0, 1 for an error, 2 for a plan that has changes. */
    exitCode?: number | string | null;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Answers to questions; undefined where nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
  readonly now: () => Date;
  /** The words of a line that a shell asks to be completed; absent otherwise. */
  readonly typed?: readonly string[];
}

/** Exit codes of every command. */
export const EXIT = { ok: 0, error: 1, changes: 2 } as const;
