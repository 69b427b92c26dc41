import { HttpError, InvalidInputError } from '../errors.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList } from '../http/expect.js';
import type { Result } from '../http/types.js';
import { parseContentRange } from './content-range.js';
import type { Page, Walk } from './paged.js';
import { SeenKeys } from './seen-keys.js';

/** Fetches one part of a list with the given `Range` value. */
export type FetchRange = (range: string, signal: AbortSignal | undefined) => Promise<Result>;

interface RangePage<Item> extends Page<Item> {
  readonly start: number;
  /** True when the server gave everything it has, or there is nothing more. */
  readonly last: boolean;
  /** The error for a page of known records where the total says that more are to come. */
  readonly repeats?: () => Error;
}

/**
 * Walks a list by the `Range` header (QRadar guide; IBM overview, paging). Ends at the total the server tells, at a
 * page that is empty or outside (200 with no items, 206 or 416 alike), or, where no Content-Range comes, at a short page. A server that
 * ignores Range and sends all is read once. A Content-Range that contradicts the request is a ProtocolError.
 */
export function rangeWalk<Item>(
  fetchRange: FetchRange,
  defaultPageSize: number,
  keyOf: (item: Item) => unknown,
): Walk<Item> {
  return async function* (options, signal) {
    const pageSize = options.pageSize ?? defaultPageSize;
    const prefetch = options.prefetch ?? 0;
    checkCount('pageSize', pageSize, 1);
    checkCount('prefetch', prefetch, 0);

    const fetchPage = (start: number) => readPage<Item>(fetchRange, start, pageSize, signal);
    /** Pages under way, by where they start. */
    let queue: Map<number, Promise<RangePage<Item>>> | undefined;
    // Rows shift while we walk, when a user is created meanwhile, and come again. Keys only: they are small.
    const seen = new SeenKeys();
    let start = 0;
    let total: number | undefined;
    for (;;) {
      const page = await (queue?.get(start) ?? fetchPage(start));
      queue?.delete(start);
      total = page.total ?? total;
      const items = unseen(page.items, seen, keyOf);
      const next = page.start + page.items.length;
      const done = page.last || page.items.length === 0 || items.length === 0;
      if (!done && prefetch > 0 && total !== undefined) {
        queue ??= new Map();
        // A page that came short moves all later positions: what was fetched for other positions is of no use.
        for (const at of queue.keys()) if ((at - next) % pageSize !== 0) queue.delete(at);
        for (let at = next; at < total && at < next + prefetch * pageSize; at += pageSize) {
          if (queue.has(at)) continue;
          const pending = fetchPage(at);
          pending.catch(() => {}); // thrown to the consumer when its turn comes
          queue.set(at, pending);
        }
      }
      if (items.length > 0 || start === 0)
        yield total === undefined ? { items, start: page.start } : { items, start: page.start, total };
      // Not the end, and nothing new: to stop here would pass a part of the list off as the whole.
      if (page.repeats && !page.last && items.length === 0) throw page.repeats();
      if (done) return;
      start = next;
    }
  };
}

/** The records that did not come before: mostly all, and then no list is copied. */
function unseen<Item>(items: Item[], seen: SeenKeys, keyOf: (item: Item) => unknown): Item[] {
  let repeated: Set<number> | undefined;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item;
    const key = keyOf(item);
    // A record without an id is like no other.
    if (key === item || seen.add(key)) continue;
    repeated ??= new Set();
    repeated.add(at);
  }
  return repeated ? items.filter((_, at) => !repeated.has(at)) : items;
}

async function readPage<Item>(
  fetchRange: FetchRange,
  start: number,
  pageSize: number,
  signal: AbortSignal | undefined,
): Promise<RangePage<Item>> {
  let answer: Result;
  try {
    answer = await fetchRange(`items=${start}-${start + pageSize - 1}`, signal);
  } catch (error) {
    // 416 is one of the three ways in which a console may say that the walk is over.
    if (error instanceof HttpError && error.status === 416) return { items: [], start, last: true };
    throw error;
  }
  const { response, call } = answer;
  const items = expectList<Item>(answer);
  const header = response.headers.get('content-range');
  if (header === null) {
    // More than asked for: the server ignores Range and sent the whole list.
    return { items, start, last: items.length !== pageSize };
  }
  const range = parseContentRange(header);
  if (!range)
    throw protocolError(
      call,
      response,
      `Content-Range '${header.slice(0, 100)}' cannot be read; expected 'items 0-49/1000'`,
    );
  if (range.kind === 'outside') {
    if (items.length > 0)
      throw protocolError(
        call,
        response,
        `Content-Range '${header}' says there is nothing here, but ${items.length} items came`,
      );
    return { items, start, total: range.total, last: true };
  }
  if (range.start !== start || range.end - range.start + 1 !== items.length) {
    // The whole list again: Range is ignored.
    const whole = range.start === 0 && range.end + 1 >= (range.total ?? 0);
    if (whole && start > 0) return { items: [], start, last: true };
    throw protocolError(
      call,
      response,
      `Content-Range '${header}' does not fit: asked from ${start}, ${items.length} items came`,
    );
  }
  const last = range.total === undefined ? items.length < pageSize : range.end + 1 >= range.total;
  if (range.total === undefined) return { items, start, last };
  const repeats = () =>
    protocolError(call, response, `Content-Range '${header}', but all of these records came before`);
  return { items, start, last, total: range.total, repeats };
}

function checkCount(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new InvalidInputError(`${name} must be a whole number from ${least}`);
}
