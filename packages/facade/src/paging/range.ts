import { HttpError, ProtocolError } from '../errors.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList, type ListKey } from '../http/expect.js';
import type { Result } from '../http/types.js';
import { parseContentRange } from './content-range.js';
import type { Page, Walk } from './paged.js';
import { SeenKeys, unseen } from './seen-keys.js';

/** Fetches one part of a list with the given `Range` value. */
export type FetchRange = (range: string, signal: AbortSignal | undefined) => Promise<Result>;

interface RangePage<Item> extends Page<Item> {
  readonly start: number;
  /** True when the server gave everything it has, or there is nothing more. */
  readonly last: boolean;
  /** True when the server ignores Range: what it sent is the whole list, however often it is asked. */
  readonly whole?: boolean;
  /** The error for a walk that cannot go on here; `what` says why. */
  readonly broken: (what: string) => Error;
}

/**
 * Walks a list by the `Range` header (QRadar guide; IBM overview, paging). Ends at the total that the server told last. Where
 * it tells none, a page that is empty, short or outside (200 with no items, 206 or 416 alike) is the end; where it told one,
 * such a page before it is a ProtocolError. A server that ignores Range and sends all is read once.
 */
export function rangeWalk<Item>(
  fetchRange: FetchRange,
  defaultPageSize: number,
  keyOf: (item: Item) => unknown,
  key?: ListKey,
): Walk<Item> {
  return async function* (options, signal) {
    const pageSize = options.pageSize ?? defaultPageSize;
    const prefetch = options.prefetch ?? 0;

    const fetchPage = (start: number) => readPage<Item>(fetchRange, { start, pageSize, signal, key });
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
      if (done && total !== undefined && next < total && !page.whole)
        throw page.broken(endsEarly(page.items.length, next, total));
      if (done) return;
      start = next;
    }
  };
}

function endsEarly(came: number, read: number, total: number): string {
  return `${came > 0 ? 'all of these records came before: ' : ''}the list ends after ${read} of ${total} records`;
}

interface Part {
  readonly start: number;
  readonly pageSize: number;
  readonly signal: AbortSignal | undefined;
  readonly key: ListKey | undefined;
}

async function readPage<Item>(
  fetchRange: FetchRange,
  { start, pageSize, signal, key }: Part,
): Promise<RangePage<Item>> {
  let answer: Result;
  try {
    answer = await fetchRange(`items=${start}-${start + pageSize - 1}`, signal);
  } catch (error) {
    return pastTheEnd(error, start);
  }
  const { response, call } = answer;
  const broken = (what: string) => protocolError(call, response, what);
  const items = expectList<Item>(answer, undefined, key);
  const header = response.headers.get('content-range');
  if (header === null) {
    // A part, by its status, and nobody can tell of what (RFC 9110, 15.3.7): short would be taken for the end.
    if (response.status === 206)
      throw broken('206 without Content-Range: which part of the list came cannot be told');
    // More than asked for: the server ignores Range and sent the whole list.
    return {
      items,
      start,
      last: items.length !== pageSize,
      broken,
      ...(items.length > pageSize ? { whole: true } : {}),
    };
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
    return { items, start, total: range.total, last: true, broken };
  }
  if (range.start !== start || range.end - range.start + 1 !== items.length) {
    // The whole list again: Range is ignored.
    const whole = range.start === 0 && range.end + 1 >= (range.total ?? 0);
    if (whole && start > 0) return { items: [], start, last: true, whole, broken };
    throw protocolError(
      call,
      response,
      `Content-Range '${header}' does not fit: asked from ${start}, ${items.length} items came`,
    );
  }
  const last = range.total === undefined ? items.length < pageSize : range.end + 1 >= range.total;
  if (range.total === undefined) return { items, start, last, broken };
  return { items, start, last, total: range.total, broken };
}

/** 416 is one of the three ways in which a console may say that the walk is over; a web page with that status is none. */
function pastTheEnd(error: unknown, start: number): RangePage<never> {
  if (!(error instanceof HttpError) || error.status !== 416) throw error;
  if (error.body === null || typeof error.body !== 'object') throw error;
  const { method, url, attempts, operationId, body } = error;
  const range = parseContentRange(error.contentRange ?? '');
  const broken = (what: string) =>
    new ProtocolError(`${method} ${url} → 416: ${what}`, {
      site: { method, url, attempts, ...(operationId ? { operationId } : {}) },
      outcome: 'refused',
      status: 416,
      body: JSON.stringify(body).slice(0, 1024),
    });
  return {
    items: [],
    start,
    last: true,
    broken,
    ...(range?.kind === 'outside' ? { total: range.total } : {}),
  };
}
