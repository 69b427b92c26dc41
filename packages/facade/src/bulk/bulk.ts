import type { Outcome } from '../errors.js';
import type { CallOptions } from '../http/options.js';

/**
 * What to work through: a list, or anything that gives its items one after another. A list is taken as it is at the
 * beginning, anything else is read only as needed.
 */
export type BulkSource<Input> =
  // Named for the compiler: to a list it says which field an item lacks, to an Iterable only that something does not fit.
  readonly Input[] | Iterable<Input> | AsyncIterable<Input>;

/** What became of one item. `index` counts from 0 in the order of the source; `item` names it: a user name or an id. */
export type BulkResult<Value = void, State = never> =
  | { readonly index: number; readonly item: string; readonly status: 'done'; readonly value: Value }
  | BulkFailure<State>
  | { readonly index: number; readonly item: string; readonly status: 'not-started' };

export interface BulkFailure<State = never> {
  readonly index: number;
  readonly item: string;
  readonly status: 'failed';
  /** What the single verb would have thrown. */
  readonly error: unknown;
  /** What is known of the effect: with `unknown`, look at the item before you send it again. */
  readonly outcome: Outcome;
  /**
   * Set where the server goes on with the work: the last state known of QRadar's delete task, for
   * `waitForDelete(state.task_id)`.
   */
  readonly state?: State;
}

/** How far a run is. */
export interface BulkProgress {
  readonly done: number;
  readonly failed: number;
  /** Number of items, where the source has a length. */
  readonly total?: number;
}

export interface BulkOptions<Input, Value = void, State = never> extends Omit<CallOptions, 'signal'> {
  /** Starts nothing more once it aborts; what is under way gets `graceMs`. The run then resolves, it does not reject. */
  readonly signal?: AbortSignal;
  /** Milliseconds that calls under way may take to finish after an abort, from 0. Default 5,000; 0 cuts them at once. */
  readonly graceMs?: number;
  /** Most calls of this run at once, 1 to 1,000. Default 4, for Qualys 1. The client's `maxInFlight` and retry budget hold besides. */
  readonly concurrency?: number;
  /** `false` keeps no results, for runs of any length in constant memory: use `onResult`. Default true. */
  readonly collect?: boolean;
  /** Told each result as it comes, in order of completion; the next item waits for the promise it returns, after an abort no longer than `graceMs`. */
  readonly onResult?: (result: BulkResult<Value, State>, input: Input) => void | Promise<void>;
  /** Told after each result. An error it throws is ignored, and told once as a warning of the process. */
  readonly onProgress?: (progress: BulkProgress) => void;
}

export interface BulkWriteOptions<Input, Value = void, State = never>
  extends BulkOptions<Input, Value, State> {
  /** As of the single verb, for each item: `true` reads it back. An item that is not as asked has failed. */
  readonly verify?: boolean;
}

/** What a run did, also one that was aborted. */
export interface BulkReport<Value = void, State = never> {
  /** In the order of the source, without a gap; empty with `collect: false`. */
  readonly results: BulkResult<Value, State>[];
  readonly done: number;
  readonly failed: number;
  /** Items that were read and never sent: after an abort, or when the source failed. */
  readonly notStarted: number;
  /** True when `signal` ended the run. What a source without a length had not given by then was not read. */
  readonly aborted: boolean;
  /** What the source threw, if it did: items after it were not read. */
  readonly sourceError?: unknown;
}

/** An item on its way. */
export interface BulkEntry<Input> {
  readonly index: number;
  readonly input: Input;
}

/** What a vendor's verb tells about one item of a batch: a value, or why not. */
export type Settle<Input, Value, State> = (
  entry: BulkEntry<Input>,
  end: { readonly value: Value } | { readonly error: unknown; readonly state?: State | undefined },
) => Promise<void>;
