/** How a list is ordered: a field in the spelling of `sort`, `-` before it when it descends. */
export interface Ordering<Item> {
  /** `name` or `-name`; `+name` is the former. */
  readonly name: string;
  key(item: Item): string;
}

export interface Identified {
  readonly id: string;
}

/**
 * A place between items: the sort key and id of the item it was made from. It needs no such item to exist, so it
 * survives inserts and deletes.
 */
export interface Cursor {
  order: string;
  key: string;
  id: string;
}

export function cursorAt<Item extends Identified>(item: Item, order: Ordering<Item>): Cursor {
  return { order: order.name, key: order.key(item), id: item.id };
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
    if (![order, key, id].every((part) => typeof part === 'string')) return undefined;
    return { order, key, id };
  } catch {
    return undefined;
  }
}

export function compareItems<Item extends Identified>(order: Ordering<Item>): (a: Item, b: Item) => number {
  return (a, b) => comparePlaces(order.name, order.key(a), a.id, order.key(b), b.id);
}

/** Below 0 when the item stands before the cursor, 0 at it, above 0 after it. */
export function compareToCursor<Item extends Identified>(
  item: Item,
  order: Ordering<Item>,
  cursor: Cursor,
): number {
  return comparePlaces(order.name, order.key(item), item.id, cursor.key, cursor.id);
}

function comparePlaces(order: string, keyA: string, idA: string, keyB: string, idB: string): number {
  const forward = compareText(keyA, keyB) || compareText(idA, idB);
  return order.startsWith('-') ? -forward : forward;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
