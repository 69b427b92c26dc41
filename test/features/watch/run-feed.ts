import type { Clock, Paged } from '@rollcall/facade';
import {
  type Change,
  type KeyOf,
  type Snapshot,
  type WalkReport,
  type WatchOptions,
  watch,
} from '@rollcall/facade/watch';

export interface Run<Item> {
  readonly changes: Change<Item>[];
  readonly walks: WalkReport[];
  /** Every pause in milliseconds. */
  readonly pauses: number[];
  readonly snapshot: Snapshot | undefined;
}

/**
 * Runs a feed on a clock that takes no time: in the n-th pause between two walks the n-th step happens, and in the pause
 * after the last one the feed is aborted.
 */
export async function runFeed<Item>(
  list: Paged<Item>,
  options: WatchOptions<Item>,
  steps: readonly (() => unknown)[] = [],
): Promise<Run<Item>> {
  const abort = new AbortController();
  const pauses: number[] = [];
  const changes: Change<Item>[] = [];
  const walks: WalkReport[] = [];
  const clock: Clock = {
    now: () => 0,
    random: () => 0.5,
    async sleep(ms, signal) {
      const step = steps[pauses.length];
      pauses.push(ms);
      if (!step) abort.abort();
      await step?.();
      signal?.throwIfAborted();
    },
  };
  const feed = watch<Item, KeyOf<Item>>(list, {
    clock,
    signal: abort.signal,
    onWalk: (walk) => walks.push(walk),
    ...options,
  });
  try {
    for await (const change of feed) changes.push(change);
  } catch (error) {
    if (error !== abort.signal.reason) throw error;
  }
  return { changes, walks, pauses, snapshot: feed.snapshot() };
}
