/** One page of a list. */
export interface Page<Item> {
  readonly items: Item[];
  /** Zero-based position of the first item in the whole list, where the vendor counts positions (QRadar). */
  readonly start?: number;
  /** Size of the whole list, where the vendor tells it. */
  readonly total?: number;
}

export interface PageOptions {
  /** Items asked for per page. Default: the vendor's own, see each `list`. */
  readonly pageSize?: number;
  /**
   * Pages fetched ahead while you work on the current one. Default 0. Leaving the loop cancels them.
   * QRadar, whose pages have positions, fetches them side by side; the others one after another.
   */
  readonly prefetch?: number;
}

/** A list that is fetched as you go. Nothing is sent until you loop, and every loop starts afresh. */
export interface Paged<Item> extends AsyncIterable<Item> {
  /** The same list page by page. */
  byPage(options?: PageOptions): AsyncIterable<Page<Item>>;
  /** All items in one array. Mind the memory: a loop needs only one page at a time. */
  toArray(options?: PageOptions): Promise<Item[]>;
}

/** Walks the pages of one loop. `signal` aborts when the loop is left. */
export type Walk<Item> = (
  options: PageOptions,
  signal: AbortSignal,
) => AsyncGenerator<Page<Item>, void, undefined>;

/** Makes a `Paged` of a function that starts one walk. `signal` is the caller's and ends every walk. */
export function paged<Item>(walk: Walk<Item>, signal: AbortSignal | undefined): Paged<Item> {
  async function* pages(options: PageOptions = {}): AsyncGenerator<Page<Item>, void, undefined> {
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

  async function* items(options?: PageOptions): AsyncGenerator<Item, void, undefined> {
    for await (const page of pages(options)) yield* page.items;
  }

  return {
    [Symbol.asyncIterator]: () => items(),
    byPage: (options) => ({ [Symbol.asyncIterator]: () => pages(options) }),
    async toArray(options) {
      const all: Item[] = [];
      for await (const item of items(options)) all.push(item);
      return all;
    },
  };
}
