import { aSignal, checkOptions, type Rules, wholeNumber } from '../util/check-options.js';
import { Unfetched } from './unfetched.js';

/** One page of a list. */
export interface Page<Item> {
  readonly items: Item[];
  /** Zero-based position of the first item in the whole list, where the vendor counts positions (QRadar). */
  readonly start?: number;
  /** Size of the whole list, where the vendor tells it. */
  readonly total?: number;
}

export interface PageOptions {
  /** Items asked for per page, from 1 to the vendor's most. Default: the vendor's own, see each `list`. */
  readonly pageSize?: number;
  /**
   * Pages fetched ahead while you work on the current one, 0 to 100. Default 0. Leaving the loop cancels them.
   * QRadar, whose pages have positions, fetches them side by side; the others one after another.
   */
  readonly prefetch?: number;
}

/**
 * A list that is fetched as you go. Nothing is sent until you loop, and every loop starts afresh. It is no array: loop with
 * `for await (const item of list)`, or get one with `await list.toArray()`.
 * @example
 * for await (const user of users.list()) console.log(user);
 * const [first] = await users.list().toArray();
 */
export interface Paged<Item> extends AsyncIterable<Item> {
  /** The same list page by page. */
  byPage(options?: PageOptions): AsyncIterable<Page<Item>>;
  /** All items in one array. Mind the memory: a loop needs only one page at a time. */
  toArray(options?: PageOptions): Promise<Item[]>;
}

const pageRules: Rules<PageOptions> = { pageSize: wholeNumber(1), prefetch: wholeNumber(0, 100) };

/** Walks the pages of one loop, until `signal` aborts. */
export type Walk<Item> = (
  options: PageOptions,
  signal: AbortSignal | undefined,
) => AsyncGenerator<Page<Item>, void, undefined>;

/** Makes a `Paged` of a function that starts one walk. `signal` is the caller's and ends every walk. */
export function paged<Item>(walk: Walk<Item>, signal: AbortSignal | undefined): Paged<Item> {
  return new Pages(walk, signal);
}

class Pages<Item> extends Unfetched implements Paged<Item> {
  readonly #walk: Walk<Item>;
  readonly #signal: AbortSignal | undefined;

  constructor(walk: Walk<Item>, signal: AbortSignal | undefined) {
    super('for await (const item of list), or await list.toArray()');
    this.#walk = walk;
    this.#signal = signal;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.#pages()) for (const item of page.items) yield item;
  }

  byPage(options?: PageOptions): AsyncIterable<Page<Item>> {
    return new ByPage(() => this.#pages(options));
  }

  async toArray(options?: PageOptions): Promise<Item[]> {
    const all: Item[] = [];
    for await (const page of this.#pages(options)) for (const item of page.items) all.push(item);
    return all;
  }

  #pages(options: PageOptions = {}): AsyncGenerator<Page<Item>, void, undefined> {
    checkOptions('the options of pages', options, pageRules);
    checkOptions('the options of a call', { signal: this.#signal }, { signal: aSignal });
    // Without pages ahead nothing is under way when a loop is left.
    return options.prefetch
      ? cancelling(this.#walk, options, this.#signal)
      : this.#walk(options, this.#signal);
  }
}

/** Starts a walk for each loop. A class, as an object with a computed key is made slowly. */
class ByPage<Item> extends Unfetched implements AsyncIterable<Page<Item>> {
  readonly #start: () => AsyncGenerator<Page<Item>, void, undefined>;

  constructor(start: () => AsyncGenerator<Page<Item>, void, undefined>) {
    super('for await (const page of pages)');
    this.#start = start;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Page<Item>, void, undefined> {
    return this.#start();
  }
}

/** Cancels the pages ahead when the loop is left. */
async function* cancelling<Item>(
  walk: Walk<Item>,
  options: PageOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page<Item>, void, undefined> {
  const left = new AbortController();
  const stop = () => left.abort(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    yield* walk(options, left.signal);
  } finally {
    signal?.removeEventListener('abort', stop);
    left.abort(new DOMException('The loop over the pages was left', 'AbortError'));
  }
}
