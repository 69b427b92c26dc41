import { InvalidInputError } from '../errors.js';
import type { BulkEntry, BulkSource } from './bulk.js';

/** Gives the items of a source in batches to whoever asks next. */
export interface BatchReader<Input> {
  /** Number of items, where the source has a length. */
  readonly total: number | undefined;
  /** Whether the next item may be long in coming, so that an abort must not wait for it. */
  readonly mayHang: boolean;
  /** The next batch; undefined at the end. Several may ask at once. */
  take(): Promise<BulkEntry<Input>[] | undefined>;
  /** Ends the reading. Gives what is left of a source that has a length; any other is told to close and not read further. */
  rest(): Generator<BulkEntry<Input>, void, undefined>;
}

/**
 * Reads batches of up to `size` items. A batch ends early before an item whose `keyOf` it holds already: one call must
 * not name a user twice.
 */
export function readBatches<Input>(
  source: BulkSource<Input>,
  size: number,
  keyOf: (input: Input) => unknown,
): BatchReader<Input> {
  // A list is taken as it is now: a caller may shorten it while we go through it, as each item is done.
  const held = Array.isArray(source) || source instanceof Set ? [...source] : source;
  const iterator = iteratorOf(held);
  const total = Array.isArray(held) ? held.length : undefined;
  let index = 0;
  let ahead: BulkEntry<Input> | undefined;
  let failure: { error: unknown } | undefined;
  let ended = false;
  /** The batch being filled, so that an abort meanwhile loses nothing that was read. */
  let filling: BulkEntry<Input>[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function next(): Promise<BulkEntry<Input> | undefined> {
    if (ahead) {
      const entry = ahead;
      ahead = undefined;
      return entry;
    }
    if (ended) return undefined;
    try {
      const { done, value } = await iterator.next();
      if (!done) return { index: index++, input: value };
    } catch (error) {
      failure = { error };
    }
    ended = true;
    return undefined;
  }

  async function batch(): Promise<BulkEntry<Input>[] | undefined> {
    const entries: BulkEntry<Input>[] = [];
    filling = entries;
    const keys = new Set<unknown>();
    while (entries.length < size) {
      const entry = await next();
      if (!entry) break;
      const key = size > 1 ? keyOf(entry.input) : undefined;
      if (size > 1 && keys.has(key)) {
        ahead = entry;
        break;
      }
      keys.add(key);
      entries.push(entry);
    }
    filling = [];
    // What came before the source failed goes first.
    if (entries.length === 0 && failure) throw failure.error;
    return entries.length > 0 ? entries : undefined;
  }

  return {
    total,
    mayHang: Symbol.asyncIterator in (source as object),
    take() {
      const mine = turn.then(batch);
      turn = mine.catch(() => {}); // the one who asked is told
      return mine;
    },
    *rest() {
      yield* filling.splice(0);
      if (ahead) yield ahead;
      ahead = undefined;
      if (!ended && total !== undefined) {
        const all = iterator as Iterator<Input>; // what has a length is not asynchronous
        for (let one = all.next(); !one.done; one = all.next()) yield { index: index++, input: one.value };
      } else if (!ended) {
        close(iterator);
      }
      ended = true;
    },
  };
}

function iteratorOf<Input>(source: BulkSource<Input>): Iterator<Input> | AsyncIterator<Input> {
  if (source !== null && typeof source === 'object') {
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    if (Symbol.iterator in source) return source[Symbol.iterator]();
  }
  throw new InvalidInputError('the items must be a list, an iterable or an async iterable');
}

/** Not awaited, and what fails in it changes nothing: the report is what counts, and it is done. */
async function close(iterator: Iterator<unknown> | AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {}
}
