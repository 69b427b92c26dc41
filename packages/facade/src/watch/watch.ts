import { CallError, HttpError, InvalidInputError, NetworkError } from '../errors.js';
import { aClock } from '../http/option-rules.js';
import type { Paged } from '../paging/paged.js';
import { kindOf } from '../util/check.js';
import {
  aFunction,
  aSignal,
  aText,
  checkOptions,
  flag,
  milliseconds,
  type Rules,
  wholeNumber,
} from '../util/check-options.js';
import { systemClock } from '../util/clock.js';
import { told } from '../util/told.js';
import { type Key, newState, readSnapshot, type State, toSnapshot } from './state.js';
import { apply, give, type Step } from './step.js';
import type { Change, KeyOf, WalkReport, Watch, WatchOptions } from './types.js';
import { judgeVanished, miscount } from './vanished.js';
import { type Met, walkOnce } from './walk.js';

const DEFAULT_INTERVAL_MS = 60_000;
const SHORTEST_INTERVAL_MS = 1000;
/** After failures the pause doubles, up to so many times the interval. */
const LONGEST_BACKOFF = 16;
/** A first walk whose count is wrong is not the base of all that follows, unless it stays wrong. */
const BASE_TRIES = 3;

const A_SNAPSHOT = 'what snapshot() gave; without one, leave since out, so that the first walk is the base';

const watchRules: Rules<WatchOptions<unknown>> = {
  intervalMs: milliseconds(SHORTEST_INTERVAL_MS),
  signal: aSignal,
  since: (value) => (value !== null && typeof value === 'object' ? undefined : A_SNAPSHOT),
  initial: flag,
  key: aFunction,
  ignore: (value) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string')
      ? undefined
      : 'a list of field names',
  confirm: aFunction,
  digestKey: aText,
  pageSize: wholeNumber(1),
  onWalk: aFunction,
  clock: aClock,
};

/**
 * The changes of a list, found by walking it again and again and comparing. Nothing is sent until you loop. Two walks
 * never overlap: the next one starts `intervalMs` after the last change of the one before was taken. A walk that fails
 * gives nothing and is repeated, after a longer pause each time and not before a `Retry-After`. An error that will not
 * pass by itself (401, 403, a bad option) ends the feed; its `snapshot()` stays good.
 * @throws InvalidInputError for an interval under one second; from the loop, for a `since` that is no snapshot.
 * @example
 * for await (const { type, key } of watch(iq.users.list(), { intervalMs: 300_000 })) console.log(type, key);
 */
export function watch<Item, K extends string | number = KeyOf<Item>>(
  list: Paged<Item>,
  options: WatchOptions<Item, K> = {},
): Watch<Item, K> {
  checkOptions('the options of watch', options, watchRules);
  const { intervalMs = DEFAULT_INTERVAL_MS, signal, since, clock = systemClock, initial = false } = options;
  if (typeof (list as Partial<Paged<Item>> | undefined)?.byPage !== 'function') {
    throw new InvalidInputError(
      `watch needs a list that it can walk again, such as users.list(), not ${kindOf(list)}`,
    );
  }
  const settings = { ...options, ignore: [...(options.ignore ?? [])] } as unknown as WatchOptions<Item, Key>;
  let state: State | undefined;
  let based = since !== undefined;
  let looping = false;

  const onWalk = told('onWalk', options.onWalk);
  const report = (walk: WalkReport) => onWalk?.(walk);

  async function* changes(): AsyncGenerator<Change<Item, K>, void, undefined> {
    if (looping) throw new InvalidInputError('this feed is being looped over; make another by watch()');
    looping = true;
    try {
      state ??= await (since ? readSnapshot(since, options.digestKey) : newState(options.digestKey));
      let failures = 0;
      let baseTries = 0;
      for (;;) {
        signal?.throwIfAborted();
        let met: Met<Item>;
        try {
          met = await walkOnce(list, state, settings);
        } catch (error) {
          signal?.throwIfAborted();
          if (!mayPass(error)) throw error;
          const pauseMs = Math.max(
            intervalMs * Math.min(2 ** failures, LONGEST_BACKOFF),
            error instanceof HttpError ? (error.retryAfterMs ?? 0) : 0,
          );
          failures += 1;
          report({ items: 0, changes: 0, error, pauseMs });
          await clock.sleep(pauseMs, signal);
          continue;
        }
        failures = 0;
        const counts = { items: met.keys.size, ...(met.total === undefined ? {} : { total: met.total }) };

        if (!based) {
          baseTries += 1;
          const doubt = miscount(met, state);
          if (doubt && baseTries < BASE_TRIES) {
            report({ ...counts, changes: 0, doubt, pauseMs: intervalMs });
            await clock.sleep(intervalMs, signal);
            continue;
          }
        }
        const verdict = await judgeVanished(met, state, settings);
        const silent = !based && !initial;
        const steps: Step<Item>[] = [
          ...met.differences,
          ...verdict.gone.map((key) => ({ type: 'deleted', key }) as const),
        ];
        const { doubt } = verdict;
        report({
          ...counts,
          changes: silent ? 0 : steps.length,
          ...(doubt ? { doubt } : {}),
          pauseMs: intervalMs,
        });
        if (silent) for (const step of steps) apply(step, state);
        else {
          for (const change of give<Item, K>(steps, state, signal)) {
            based = true;
            yield change;
          }
        }
        state.missing.clear();
        for (const [key, walks] of verdict.missing) state.missing.set(key, walks);
        state.counted ||= met.total !== undefined;
        based = true;
        await clock.sleep(intervalMs, signal);
      }
    } finally {
      looping = false;
    }
  }

  return {
    [Symbol.asyncIterator]: () => changes(),
    snapshot: () => (state && based ? toSnapshot(state) : since),
  };
}

/** Whether the next walk may succeed where this one failed. */
function mayPass(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  if (error instanceof NetworkError) return error.transient;
  if (error instanceof HttpError) {
    return error.status >= 500 || error.transient || error.retryAfterMs !== undefined;
  }
  return error instanceof CallError;
}
