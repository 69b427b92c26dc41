import { defaultPageSize, maxPageSize } from '../facts.js';
import { badRequest } from '../http/errors.js';
import { type Cursor, decodeCursor, type Ordering } from './cursor.js';

/** What an item is sorted by, for each name that `sort` takes. */
export type SortKeys<Item> = Readonly<Record<string, (item: Item) => string>>;

/** Throws a 400 when a query has both of two parameters that exclude each other. */
export function refuseBoth(query: URLSearchParams, one: string, other: string): void {
  if (!query.has(one) || !query.has(other)) return;
  throw badRequest(`${one} cannot be used in conjunction with ${other}.`, { parameter: other });
}

/** Default and bounds of the spec; qlik.dev gives none (unconfirmed). */
export function readLimit(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return defaultPageSize;
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= 1 && limit <= maxPageSize) return limit;
  throw badRequest(`limit is a whole number from 1 to ${maxPageSize}.`, { parameter: 'limit' });
}

export function readBoolean(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw badRequest(`${name} is true or false.`, { parameter: name });
}

/** The order that `sort` asks for; `undefined` without one. Throws a 400 for a field that does not sort. */
export function askedOrder<Item>(query: URLSearchParams, keys: SortKeys<Item>): Ordering<Item> | undefined {
  const sort = query.get('sort');
  if (sort === null) return undefined;
  const order = orderingOf(sort.startsWith('+') ? sort.slice(1) : sort, keys);
  if (order !== undefined) return order;
  const fields = Object.keys(keys).join(', ');
  throw badRequest(
    `sort is one of ${fields}, with + or - before it or without; the plus sign must be percent-encoded.`,
    { parameter: 'sort' },
  );
}

/** `name` and `-name`; `undefined` for a field that does not sort. */
export function orderingOf<Item>(name: string, keys: SortKeys<Item>): Ordering<Item> | undefined {
  const field = name.startsWith('-') ? name.slice(1) : name;
  const key = Object.hasOwn(keys, field) ? keys[field] : undefined;
  return key && { name, key };
}

interface CursorRules<Item> {
  /** The order of this request, when it names one. */
  asked: Ordering<Item> | undefined;
  keys: SortKeys<Item>;
  bareIds?: boolean;
}

/**
 * A cursor from a page's link. On the filter of users the document lets `next` and `prev` be user ids, so a bare id is
 * taken there too. Throws a 400 for another text and for a cursor of another order.
 */
export function readCursor<Item>(
  query: URLSearchParams,
  name: string,
  { asked, keys, bareIds = false }: CursorRules<Item>,
): Cursor | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const bareId = bareIds && /^[\w-]{24,40}$/.test(text);
  const cursor = decodeCursor(text) ?? (bareId ? { order: 'id', key: '', id: text } : undefined);
  if (cursor === undefined || (cursor.order !== 'id' && orderingOf(cursor.order, keys) === undefined)) {
    throw badRequest(`${name} is not a cursor of this API.`, { parameter: name });
  }
  if (asked !== undefined && asked.name !== cursor.order) {
    throw badRequest(`${name} belongs to a list in another order.`, { parameter: name });
  }
  return cursor;
}
