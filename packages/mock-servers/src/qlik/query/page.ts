import type { StoredUser } from '../state/model.js';
import { type Cursor, compareToCursor, cursorAt, encodeCursor, type Order } from './cursor.js';

interface PageRequest {
  order: Order;
  limit: number;
  /** The page starts after this place, or ends before it. */
  after?: Cursor;
  before?: Cursor;
  /** Without a cursor: the last users instead of the first (deprecated `endingBefore`). */
  fromEnd: boolean;
}

export interface UserPage {
  users: readonly StoredUser[];
  /** Encoded cursors; absent when nothing follows or precedes. */
  next?: string;
  prev?: string;
}

/** Cuts one page out of users that are sorted in the order asked for. */
export function cutPage(sorted: readonly StoredUser[], request: PageRequest): UserPage {
  const [start, end] = bounds(sorted, request);
  const users = sorted.slice(start, end);
  const first = users[0];
  const last = users.at(-1);
  const cursor = (user: StoredUser) => encodeCursor(cursorAt(user, request.order));
  return {
    users,
    ...(last !== undefined && end < sorted.length ? { next: cursor(last) } : {}),
    ...(first !== undefined && start > 0 ? { prev: cursor(first) } : {}),
  };
}

function bounds(sorted: readonly StoredUser[], request: PageRequest): [number, number] {
  const { after, before, limit, fromEnd } = request;
  if (before !== undefined || (fromEnd && after === undefined)) {
    const end =
      before === undefined ? sorted.length : firstIndex(sorted, (user) => compareToCursor(user, before) >= 0);
    return [Math.max(0, end - limit), end];
  }
  const start = after === undefined ? 0 : firstIndex(sorted, (user) => compareToCursor(user, after) > 0);
  return [start, Math.min(sorted.length, start + limit)];
}

/** Binary search: the first index the test holds for, where it holds from some index on. */
function firstIndex(sorted: readonly StoredUser[], test: (user: StoredUser) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(sorted[middle] as StoredUser)) high = middle;
    else low = middle + 1;
  }
  return low;
}
