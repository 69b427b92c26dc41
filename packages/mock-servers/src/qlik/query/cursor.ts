import type { StoredUser } from '../state/model.js';

/** `id` is the order of the deprecated `startingAfter` and `endingBefore`, and of bare ids on the filter operation. */
export type Order = 'name' | '-name' | 'id';

/**
 * A place between users: the sort key and id of the user it was made from. It needs no such user to exist, so it
 * survives inserts and deletes.
 */
export interface Cursor {
  order: Order;
  key: string;
  id: string;
}

export function cursorAt(user: StoredUser, order: Order): Cursor {
  return { order, key: sortKey(user, order), id: user.id };
}

export function encodeCursor({ order, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString('base64url');
}

/** `undefined` when the text is no cursor of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [order, key, id] = parts;
    if (order !== 'name' && order !== '-name' && order !== 'id') return undefined;
    return typeof key === 'string' && typeof id === 'string' ? { order, key, id } : undefined;
  } catch {
    return undefined;
  }
}

export function compareUsers(order: Order): (a: StoredUser, b: StoredUser) => number {
  const key = (user: StoredUser) => sortKey(user, order);
  return (a, b) => comparePlaces(order, key(a), a.id, key(b), b.id);
}

/** Below 0 when the user stands before the cursor, 0 at it, above 0 after it. */
export function compareToCursor(user: StoredUser, cursor: Cursor): number {
  return comparePlaces(cursor.order, sortKey(user, cursor.order), user.id, cursor.key, cursor.id);
}

function comparePlaces(order: Order, keyA: string, idA: string, keyB: string, idB: string): number {
  const forward = compareText(keyA, keyB) || compareText(idA, idB);
  return order === '-name' ? -forward : forward;
}

function sortKey(user: StoredUser, order: Order): string {
  return order === 'id' ? '' : user.name.toLowerCase();
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
