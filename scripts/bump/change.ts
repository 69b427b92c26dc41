/**
 * What a difference means to somebody whose code calls a published client.
 * - `breaking`: code that compiled and worked may stop to.
 * - `feature`: something new to use, or a notice that something goes away; nothing has to be done.
 * - `fix`: words, examples, and facts that code does not depend on.
 */
export type Impact = 'breaking' | 'feature' | 'fix';

/** What a difference is about; the list in a changeset is sorted by it. */
const SUBJECTS = [
  'version',
  'operation',
  'security',
  'parameter',
  'content type',
  'status',
  'field',
  'enum value',
  'type',
  'limit',
  'header',
  'fact',
  'text',
] as const;

export interface Change {
  readonly impact: Impact;
  readonly subject: (typeof SUBJECTS)[number];
  /** One clause without a full stop, in Markdown: "`User.email` is gone". */
  readonly text: string;
  /** JSON pointer into the spec, the old one for what is gone; a shared schema's own place, not each use of it. */
  readonly pointer: string;
  /** Where it is used: operations, with parameter or status. Empty for the whole API. */
  readonly places: readonly string[];
  /** operationIds that `places` speaks of. */
  readonly operations: readonly string[];
}

const ORDER: Record<Impact, number> = { breaking: 0, feature: 1, fix: 2 };

/** The strongest of the impacts, or undefined when there is none. */
export function strongest(impacts: readonly Impact[]): Impact | undefined {
  return [...impacts].sort((a, b) => ORDER[a] - ORDER[b])[0];
}

/** One line for the same difference in several places; sorted by impact, subject and pointer. */
export function group(changes: readonly Change[]): Change[] {
  const groups = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.impact} ${change.pointer} ${change.text}`;
    const known = groups.get(key);
    groups.set(key, {
      ...change,
      places: [...new Set([...(known?.places ?? []), ...change.places])],
      operations: [...new Set([...(known?.operations ?? []), ...change.operations])],
    });
  }
  return [...groups.values()].sort(
    (a, b) =>
      ORDER[a.impact] - ORDER[b.impact] ||
      SUBJECTS.indexOf(a.subject) - SUBJECTS.indexOf(b.subject) ||
      compare(a.pointer, b.pointer) ||
      compare(a.text, b.text),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
