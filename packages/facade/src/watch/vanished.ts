import { isAbsent } from '../http/errors/absent.js';
import { messageOf } from '../util/is-error.js';
import { raceAbort } from '../util/race-abort.js';
import type { Key, State } from './state.js';
import type { WatchOptions } from './types.js';
import type { Met } from './walk.js';

/** Complete walks in a row that must miss a record before it is gone, where nobody confirms it. */
const MISSES = 2;
/** A walk that misses more than half of the list, and at least so many, is taken as a failure that looks like an answer. */
const MANY = 10;

/** Which records are gone after a complete walk, and how often each of the others was missed. */
export interface Verdict {
  readonly gone: readonly Key[];
  readonly missing: ReadonlyMap<Key, number>;
  /** Why records that were not met are not, or not yet, taken as gone. */
  readonly doubt?: string;
}

/** Judges the records that a complete walk did not meet. Nothing is gone because a walk was cut, miscounted or much too short. */
export async function judgeVanished(
  met: Pick<Met<unknown>, 'keys' | 'total'>,
  state: Pick<State, 'records' | 'missing' | 'counted'>,
  { confirm, signal }: Pick<WatchOptions<unknown, Key>, 'confirm' | 'signal'>,
): Promise<Verdict> {
  const vanished = [...state.records.keys()].filter((key) => !met.keys.has(key));
  if (vanished.length === 0) return { gone: [], missing: new Map() };
  const wrong = miscount(met, state);
  const asBefore = new Map(
    vanished.filter((key) => state.missing.has(key)).map((key) => [key, state.missing.get(key) ?? 0]),
  );
  if (wrong) return { gone: [], missing: asBefore, doubt: wrong };

  if (confirm) {
    const gone: Key[] = [];
    let why = '';
    for (const key of vanished) {
      const answer = await isGone(key, confirm, signal);
      if (answer === true) gone.push(key);
      else if (answer !== false) why = `; confirm failed: ${answer}`;
    }
    const left = vanished.length - gone.length;
    return {
      gone,
      missing: new Map(),
      ...(left > 0 ? { doubt: `${left} not confirmed as gone${why}` } : {}),
    };
  }

  if (vanished.length >= MANY && vanished.length > state.records.size / 2) {
    const doubt = `${vanished.length} of ${state.records.size} records were not met, which is not believed without confirm`;
    return { gone: [], missing: asBefore, doubt };
  }
  const gone: Key[] = [];
  const missing = new Map<Key, number>();
  for (const key of vanished) {
    const misses = (state.missing.get(key) ?? 0) + 1;
    if (misses >= MISSES) gone.push(key);
    else missing.set(key, misses);
  }
  return { gone, missing, ...(missing.size > 0 ? { doubt: `${missing.size} missed once` } : {}) };
}

/** Whether the walk's count is not what the vendor said, or the vendor said nothing where it did before. */
export function miscount(
  { keys, total }: Pick<Met<unknown>, 'keys' | 'total'>,
  { counted }: Pick<State, 'counted'>,
): string | undefined {
  if (total === undefined)
    return counted ? 'the vendor did not tell the size of the list this time' : undefined;
  return total === keys.size ? undefined : `the vendor counts ${total} records, ${keys.size} came`;
}

/** Or what `confirm` failed with. */
async function isGone(
  key: Key,
  confirm: NonNullable<WatchOptions<unknown, Key>['confirm']>,
  signal: AbortSignal | undefined,
): Promise<boolean | string> {
  try {
    return (await raceAbort(confirm(key, signal), signal)) === undefined;
  } catch (error) {
    signal?.throwIfAborted();
    if (isAbsent(error)) return true;
    return messageOf(error);
  }
}
