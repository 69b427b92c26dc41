import { InvalidInputError } from '../errors.js';
import type { Page, Paged } from '../paging/paged.js';
import { kindOf } from '../util/check.js';
import { raceAbort } from '../util/race-abort.js';
import { canonical, DIGEST_LENGTH } from './digest.js';
import { changedFields, digestRecord, type Key, type State } from './state.js';
import type { WatchOptions } from './types.js';

/** A record that is new or different, with its digests. */
export interface Difference<Item> {
  readonly type: 'created' | 'updated';
  readonly key: Key;
  readonly item: Item;
  readonly changed: readonly string[];
  readonly record: string;
}

/** What a walk that came to its end has met. */
export interface Met<Item> {
  readonly keys: ReadonlySet<Key>;
  readonly differences: readonly Difference<Item>[];
  /** Size of the list as the last page told it. */
  readonly total: number | undefined;
}

const NEVER_DIGESTED = ['password', 'token'];

/** Reads the whole list once and compares it with what is known. Throws what the list throws, and changes no record. */
export async function walkOnce<Item>(
  list: Paged<Item>,
  state: State,
  options: WatchOptions<Item, Key>,
): Promise<Met<Item>> {
  const { signal, pageSize, key: keyOf = defaultKey, ignore = [] } = options;
  const left: ReadonlySet<string> = new Set([...NEVER_DIGESTED, ...ignore]);
  const keys = new Set<Key>();
  const differences = new Map<Key, Difference<Item>>(); // a record that comes twice counts as it came last
  let total: number | undefined;

  const pages = list.byPage(pageSize === undefined ? {} : { pageSize })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value: page } = await raceAbort<IteratorResult<Page<Item>>>(pages.next(), signal);
      if (done) return { keys, differences: [...differences.values()], total };
      total = page.total ?? total;
      const pageKeys = page.items.map((item) => checkedKey(keyOf(item)));
      const found = await Promise.all(page.items.map((item, at) => compare(pageKeys[at] as Key, item)));
      for (const [at, key] of pageKeys.entries()) {
        keys.add(key);
        const difference = found[at];
        if (difference) differences.set(key, difference);
        else differences.delete(key);
      }
    }
  } finally {
    // Not awaited: after an abort a page under way must not hold up the end of the feed.
    Promise.resolve(pages.return?.()).catch(() => {});
  }

  async function compare(key: Key, item: Item): Promise<Difference<Item> | undefined> {
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries(item as object)) {
      if (value !== undefined && !left.has(name)) values.set(name, canonical(value));
    }
    const whole = await state.digest(`${key} ${canonical(Object.fromEntries(values))}`);
    const before = state.records.get(key);
    if (before?.slice(0, DIGEST_LENGTH) === whole) return undefined;
    const record = await digestRecord(state, key, whole, values);
    if (before === undefined) return { type: 'created', key, item, changed: [], record };
    return { type: 'updated', key, item, changed: changedFields(state.fields, before, record), record };
  }
}

function defaultKey(item: unknown): Key {
  const { id, username } = (item ?? {}) as { id?: Key; username?: Key };
  const key = id ?? username;
  if (key === undefined || key === null) {
    throw new InvalidInputError(
      "a record has neither 'id' nor 'username'; say by `key` what tells records apart",
    );
  }
  return key;
}

/** Records without a key would all be taken for one. */
function checkedKey(key: unknown): Key {
  if ((typeof key === 'string' && key !== '') || Number.isFinite(key)) return key as Key;
  throw new InvalidInputError(
    `\`key\` must give a text or a number for each record, not ${key === '' ? 'an empty text' : kindOf(key)}`,
  );
}
