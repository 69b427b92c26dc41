import type { Clock } from '../util/clock.js';

/** What tells one record from another: its `id`, or its `username` where there is no id (IQ). */
export type KeyOf<Item> = Item extends { readonly id: infer Id extends string | number }
  ? Id
  : Item extends { readonly username: infer Name extends string }
    ? Name
    : string | number;

/** One difference between two walks. */
export type Change<Item, Key extends string | number = KeyOf<Item>> = (
  | { readonly type: 'created'; readonly key: Key; readonly item: Item }
  | {
      readonly type: 'updated';
      readonly key: Key;
      /** As it is now. */
      readonly item: Item;
      /** Names of the fields that are new, gone, or not what they were, in the order of the alphabet. */
      readonly changed: readonly string[];
    }
  | { readonly type: 'deleted'; readonly key: Key }
) & {
  /**
   * Pass it as `since` to another feed, which then goes on after this change. Not enumerable, and made when it is read.
   */
  readonly snapshot: Snapshot;
};

/**
 * All that a feed needs to go on: JSON data of about 6 bytes per field and record. It holds the records' keys, field
 * names, and digests of 36 bits; no values. Somebody who reads a snapshot can still guess short values and compare
 * them: give a `digestKey` where others can read it.
 */
export interface Snapshot {
  readonly version: 1;
  readonly salt: string;
  /** Tells a wrong `digestKey`. */
  readonly check: string;
  /** Field names, in the order of the digests in each record. */
  readonly fields: readonly string[];
  /** Whether the vendor tells the size of the list. */
  readonly counted: boolean;
  /** Key, and digests: of the record, then of each field. */
  readonly records: readonly (readonly [key: string | number, digests: string])[];
  /** Records that the last walks missed, and how often in a row. */
  readonly missing: readonly (readonly [key: string | number, walks: number])[];
}

/** How one walk went. */
export interface WalkReport {
  /** Records that were read. */
  readonly items: number;
  /** Size of the list, where the vendor tells it. */
  readonly total?: number;
  /** Changes that follow. */
  readonly changes: number;
  /** Why records that this walk did not meet are not, or not yet, taken as gone. */
  readonly doubt?: string;
  /** Why the walk gave nothing; the next one follows after `pauseMs`. */
  readonly error?: unknown;
  /** Milliseconds until the next walk. */
  readonly pauseMs: number;
}

export interface WatchOptions<Item, Key extends string | number = KeyOf<Item>> {
  /** Milliseconds from the end of a walk to the start of the next. Default 60,000, at least 1,000: tune it to the appliance. */
  readonly intervalMs?: number;
  /**
   * Ends the feed at once with the signal's own reason, in a walk or between two. Give it to the list as well, so that a
   * request under way is cut and not only its answer ignored.
   */
  readonly signal?: AbortSignal;
  /** The snapshot of an earlier feed, also of another process: what changed meanwhile comes first. */
  readonly since?: Snapshot;
  /** Without `since`: give all records of the first walk as `created`. Default false: it is the base to compare with. */
  readonly initial?: boolean;
  /** What tells records apart. Default: `id`, else `username`. */
  readonly key?: (item: Item) => Key;
  /** Fields whose changes do not count, such as `lastUpdatedAt`. `password` and `token` never do. */
  readonly ignore?: readonly (keyof Item & string)[];
  /**
   * Asked about a record that a walk did not meet, such as `(id) => qradar.users.get(id)`: an answer means that it is
   * still there, undefined or a 404 that it is gone; after another error it is asked again with the next walk. Without
   * it a record is gone when two complete walks in a row did not meet it.
   */
  readonly confirm?: (key: Key, signal: AbortSignal | undefined) => Promise<unknown>;
  /** A secret that goes into the digests and not into the snapshot, the same in every process that goes on from it. */
  readonly digestKey?: string;
  /** Records per page. Default: the list's own. */
  readonly pageSize?: number;
  /**
   * Told after each walk, failed ones included. An error it throws is ignored, and told once as a warning of the
   * process.
   */
  readonly onWalk?: (report: WalkReport) => void;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** A feed of changes. One loop at a time; the next loop goes on where the last one was left. */
export interface Watch<Item, Key extends string | number = KeyOf<Item>>
  extends AsyncIterable<Change<Item, Key>> {
  /**
   * Pass it as `since` to another feed, which then goes on after the last change given. Undefined before the first
   * walk.
   */
  snapshot(): Snapshot | undefined;
}
