import {
  type Cursor,
  compareToCursor,
  cursorAt,
  encodeCursor,
  type Identified,
  type Ordering,
} from './cursor.js';

interface PageRequest<Item> {
  order: Ordering<Item>;
  limit: number;
  /** The page starts after this place, or ends before it. */
  after?: Cursor | undefined;
  before?: Cursor | undefined;
  /** Without a cursor: the last items instead of the first (deprecated `endingBefore`). */
  fromEnd?: boolean;
}

export interface Page<Item> {
  items: readonly Item[];
  /** Encoded cursors; absent when nothing follows or precedes. */
  next?: string;
  prev?: string;
}

/** Cuts one page out of items that are sorted in the order asked for. */
export function cutPage<Item extends Identified>(
  sorted: readonly Item[],
  request: PageRequest<Item>,
): Page<Item> {
  const [start, end] = bounds(sorted, request);
  const items = sorted.slice(start, end);
  const first = items[0];
  const last = items.at(-1);
  const cursor = (item: Item) => encodeCursor(cursorAt(item, request.order));
  return {
    items,
    ...(last !== undefined && end < sorted.length ? { next: cursor(last) } : {}),
    ...(first !== undefined && start > 0 ? { prev: cursor(first) } : {}),
  };
}

function bounds<Item extends Identified>(
  sorted: readonly Item[],
  { order, after, before, limit, fromEnd }: PageRequest<Item>,
): [number, number] {
  if (before !== undefined || (fromEnd && after === undefined)) {
    const end =
      before === undefined
        ? sorted.length
        : firstIndex(sorted, (item) => compareToCursor(item, order, before) >= 0);
    return [Math.max(0, end - limit), end];
  }
  const start =
    after === undefined ? 0 : firstIndex(sorted, (item) => compareToCursor(item, order, after) > 0);
  return [start, Math.min(sorted.length, start + limit)];
}

/** Binary search: the first index the test holds for, where it holds from some index on. */
function firstIndex<Item>(sorted: readonly Item[], test: (item: Item) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(sorted[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
