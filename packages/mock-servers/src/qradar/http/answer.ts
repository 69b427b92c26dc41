import { defaultPageSize } from '../facts.js';
import { compileFilter } from '../query/filter-eval.js';
import { decodeAgain, parseFilter } from '../query/filter-parser.js';
import { type Projection, parseFields, project } from '../query/projection.js';
import type { Fields } from '../query/shapes.js';
import { parseSort, type SortCodes } from '../query/sort.js';
import { ApiError, CODES, unprocessable } from './errors.js';
import { contentRange, parseRange } from './range.js';
import type { Call } from './route.js';

interface ListOptions<Item> {
  shape: { readonly fields: Fields };
  /** Makes the answer of one item. Called for the items of the page only, unless filter or sort need all. */
  view: (item: Item) => unknown;
  /** Present on resources with a `sort` parameter. */
  sortCodes?: SortCodes;
}

/** Answers a list: filter, sort, Range, fields, in this order. */
export function answerList<Item>(call: Call, items: readonly Item[], options: ListOptions<Item>): Response {
  const { shape, view, sortCodes } = options;
  const range = parseRange(call.request.headers.get('Range'));
  const filter = call.query.get('filter');
  const sort = sortCodes === undefined ? null : queryText(call, 'sort');
  const projection = projectionFrom(queryText(call, 'fields'), shape.fields);
  let total = items.length;
  let page: unknown[];
  const [from, to] =
    range === undefined
      ? [0, defaultPageSize(new URL(call.request.url).pathname)]
      : [range.first, range.last + 1];
  if (isEmpty(filter) && isEmpty(sort)) {
    page = items.slice(from, to).map(view);
  } else {
    let views = items.map(view);
    if (!isEmpty(filter)) views = views.filter(compileFilter(parseFilter(filter as string), shape));
    if (!isEmpty(sort)) views.sort(parseSort(sort as string, shape.fields, sortCodes as SortCodes));
    total = views.length;
    page = views.slice(from, to);
  }
  const body = projection === null ? page : page.map((item) => project(item, projection));
  if (range === undefined) return Response.json(body);
  const { rangeStatus, pastEndStatus } = call.state.settings;
  const headers = { 'Content-Range': contentRange(range, total) };
  if (range.first < total) return Response.json(body, { status: rangeStatus, headers });
  if (pastEndStatus === 416) {
    throw new ApiError(416, CODES.badRange, `The range begins after the last of ${total} items.`, {
      headers,
    });
  }
  return Response.json(body, { status: pastEndStatus, headers });
}

/** Answers a whole list where the document has no paging. */
export function answerAll(
  call: Call,
  items: readonly unknown[],
  shape: { readonly fields: Fields },
): Response {
  const projection = projectionFrom(queryText(call, 'fields'), shape.fields);
  return Response.json(projection === null ? items : items.map((item) => project(item, projection)));
}

interface ItemOptions {
  shape: { readonly fields: Fields };
  status?: number;
  headers?: Record<string, string>;
}

/** Answers one object; `fields` is a query parameter on GET and DELETE, a header on POST (IBM). */
export function answerItem(call: Call, item: unknown, options: ItemOptions): Response {
  const text =
    call.request.method === 'POST' ? call.request.headers.get('fields') : queryText(call, 'fields');
  const projection = projectionFrom(text, options.shape.fields);
  const body = projection === null ? item : project(item, projection);
  return Response.json(body, { status: options.status ?? 200, headers: options.headers ?? {} });
}

/** A Boolean query parameter, false when it is absent. */
export function booleanQuery(call: Call, name: string): boolean {
  const text = call.query.get(name)?.toLowerCase();
  if (text === undefined || text === '' || text === 'false') return false;
  if (text === 'true') return true;
  throw unprocessable(CODES.badParameter, `The query parameter "${name}" is neither true nor false.`);
}

/**
 * The text of `sort` or `fields`. The overview asks for double URL encoding, its samples are encoded once; both are
 * taken, as no field's name holds a per cent sign. `filter` decides for itself: its values may hold one.
 */
function queryText(call: Call, name: 'sort' | 'fields'): string | null {
  const text = call.query.get(name);
  return text === null || !/%[0-9a-f]{2}/i.test(text) ? text : decodeAgain(text);
}

function projectionFrom(text: string | null, fields: Fields): Projection | null {
  return isEmpty(text) ? null : parseFields(text as string, fields);
}

function isEmpty(text: string | null): boolean {
  return text === null || text.trim() === '';
}
