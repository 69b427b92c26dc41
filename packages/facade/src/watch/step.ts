import { type Key, type State, toSnapshot } from './state.js';
import type { Change } from './types.js';
import type { Difference } from './walk.js';

/** One step from what is known of a list to what was found. */
export type Step<Item> = Difference<Item> | { readonly type: 'deleted'; readonly key: Key };

/** Moves the state on by one step. */
export function apply(step: Step<unknown>, { records, missing }: Pick<State, 'records' | 'missing'>): void {
  missing.delete(step.key);
  if (step.type === 'deleted') records.delete(step.key);
  else records.set(step.key, step.record);
}

/** Gives each change, with the state moved on to it first, so that a loop that is left there can be gone on with. */
export function* give<Item, K extends Key>(
  steps: readonly Step<Item>[],
  live: State,
  signal: AbortSignal | undefined,
): Generator<Change<Item, K>, void, undefined> {
  const before = { ...live, records: new Map(live.records), missing: new Map(live.missing) };
  for (const [at, step] of steps.entries()) {
    signal?.throwIfAborted();
    apply(step, live);
    const { type, key } = step;
    const change = {
      type,
      key,
      ...(type === 'deleted' ? {} : { item: step.item }),
      ...(type === 'updated' ? { changed: step.changed } : {}),
    };
    Object.defineProperty(change, 'snapshot', {
      get() {
        const then = { ...before, records: new Map(before.records), missing: new Map(before.missing) };
        for (const one of steps.slice(0, at + 1)) apply(one, then);
        return toSnapshot(then);
      },
    });
    yield change as Change<Item, K>;
  }
}
