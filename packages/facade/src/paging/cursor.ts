import { protocolError } from '../http/errors/protocol-error.js';
import type { Result } from '../http/types.js';
import { kindOf } from '../util/check.js';
import { ahead } from './ahead.js';
import type { Page, Walk } from './paged.js';
import { SeenKeys, unseen } from './seen-keys.js';

/** One page of a chain: its items and where the next one is. */
export interface Link<Item, Cursor> extends Page<Item> {
  /** Undefined at the end of the list. */
  readonly next: Cursor | undefined;
  /** The error for a `next` that came before. */
  readonly noProgress: () => Error;
}

/** Fetches the page at a cursor; undefined asks for the first one. */
export type FetchLink<Item, Cursor> = (
  cursor: Cursor | undefined,
  pageSize: number | undefined,
  signal: AbortSignal | undefined,
) => Promise<Link<Item, Cursor>>;

/** Walks a list page after page by the cursor each page names. */
export function cursorWalk<Item, Cursor extends string | number>(
  fetchLink: FetchLink<Item, Cursor>,
  keyOf: (item: Item) => unknown,
): Walk<Item> {
  async function* chain(
    pageSize: number | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Page<Item>, void, undefined> {
    let cursor: Cursor | undefined;
    const seen = new Set<Cursor>(); // a ring of cursors would be walked for ever
    const known = new SeenKeys(); // a page may begin with those whom the one before ended with
    let before = 0;
    for (;;) {
      const { next, noProgress, ...page } = await fetchLink(cursor, pageSize, signal);
      if (next !== undefined && seen.has(next)) throw noProgress();
      const items = unseen(page.items, known, keyOf);
      // A last page may repeat a few, when the list grew meanwhile; a whole page given again stands for one that is missing.
      const repeats = items.length === 0 && page.items.length > 0;
      if (repeats && (next !== undefined || page.items.length >= before)) throw noProgress();
      before = page.items.length;
      yield items === page.items ? page : { ...page, items };
      if (next === undefined) return;
      seen.add(next);
      cursor = next;
    }
  }
  return ({ pageSize, prefetch = 0 }, signal) => {
    const pages = chain(pageSize, signal);
    return prefetch > 0 ? ahead(pages, prefetch) : pages;
  };
}

/**
 * Takes the cursor out of a `next` link. The link is never called as it stands: it is resolved against the base, must
 * be of the same origin, and only its cursor goes into the next call, so that no credential can leave. `anyOrigin` is for
 * lists whose links are known to name hosts inside the vendor's network.
 */
export function cursorOfLink(
  href: unknown,
  parameter: string,
  baseUrl: string,
  { call, response }: Result,
  anyOrigin = false,
): string | undefined {
  if (href === undefined || href === null || href === '') return undefined;
  if (typeof href !== 'string') {
    throw protocolError(call, response, `the 'next' link should be a text, got ${kindOf(href)}`);
  }
  let url: URL;
  try {
    url = new URL(href, `${baseUrl}/`);
  } catch {
    throw protocolError(call, response, `the 'next' link is not an address: ${href.slice(0, 200)}`);
  }
  if (!anyOrigin && url.origin !== new URL(baseUrl).origin) {
    throw protocolError(
      call,
      response,
      `the 'next' link leads to another origin (${url.origin}); it was not followed and no credential was sent`,
    );
  }
  const cursor = url.searchParams.get(parameter);
  if (!cursor)
    throw protocolError(
      call,
      response,
      `the 'next' link carries no '${parameter}' cursor: ${url.pathname}${url.search}`,
    );
  return cursor;
}
