import { paging } from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection, GeneratedFunction } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList, WITH_TEXT_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { cursorOfLink, cursorWalk } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';
import { kindOf } from '../util/check.js';
import { checkOptions, wholeNumber } from '../util/check-options.js';

/** Where a walk begins and how large its pages are; the rest of a query goes with every page. */
interface Start {
  readonly limit?: number | undefined;
  readonly next?: string | undefined;
  readonly prev?: string | undefined;
}

interface CursorOperation {
  readonly generated: GeneratedFunction;
  readonly body?: object;
  /** What tells the records apart, where they have no ids. */
  readonly keyOf?: (item: unknown) => unknown;
}

/**
 * A list by the cursors in `links.next.href`. `generated` is the function of one of Qlik's list operations. The
 * link is never called as it stands: only its cursor goes into the next call, beside the query as it was asked.
 */
export function cursorList<Item>(
  connection: Connection,
  operation: keyof typeof paging,
  { generated, body, keyOf }: CursorOperation,
  { limit, next, prev, ...query }: Start & Record<string, unknown>,
  options: CallOptions | undefined,
): Paged<Item> {
  const facts = paging[operation];
  // Each list has its own parameters, which its verb's type has seen to.
  const list = generated as (parameters: { query: object; body?: object }) => unknown;
  return paged<Item>((pageOptions, signal) => {
    const pageSize = pageOptions.pageSize ?? limit;
    checkOptions('the query', { limit }, { limit: wholeNumber(1) });
    if (pageSize !== undefined && pageSize > facts.maxPageSize) {
      throw new InvalidInputError(
        `pageSize must be at most ${facts.maxPageSize}, as Qlik gives no more on one page`,
      );
    }
    const walk = cursorWalk<Item, string>(
      async (cursor, size, walking) => {
        const first = { [facts.next]: next, ...('prev' in facts ? { [facts.prev]: prev } : {}) };
        const start = cursor === undefined ? first : { [facts.next]: cursor };
        const parameters = { query: { ...query, ...start, [facts.limit]: size }, ...(body ? { body } : {}) };
        const result = await connection.call(list, parameters, { ...options, signal: walking });
        const projected = query.fields !== undefined;
        const key = keyOf ? undefined : { ...WITH_TEXT_ID, projected };
        const items = expectList<Item>(result, facts.items, key);
        const { links, totalResults } = result.data as { links?: unknown; totalResults?: unknown };
        const isCursorOnly = 'linkIs' in facts && facts.linkIs === 'cursor';
        const href = hrefOf(links, result);
        const following = cursorOfLink(href, facts.next, connection.baseUrl, result, isCursorOnly);
        return {
          items,
          next: following,
          noProgress: () => endless(result, following),
          ...(typeof totalResults === 'number' ? { total: totalResults } : {}),
        };
      },
      (item) => (keyOf ? keyOf(item) : ((item as { id?: unknown }).id ?? item)),
    );
    return walk({ ...pageOptions, ...(pageSize === undefined ? {} : { pageSize }) }, signal);
  }, options?.signal);
}

/** Where the next page is, by the spec's `links.next.href`: absent or null at the end. What has another shape is no end. */
function hrefOf(links: unknown, { call, response }: Result): unknown {
  const odd = (where: string, value: unknown) =>
    protocolError(call, response, `expected an object in '${where}', got ${kindOf(value)}`);
  if (links === undefined || links === null) return undefined;
  if (typeof links !== 'object' || Array.isArray(links)) throw odd('links', links);
  const { next } = links as { next?: unknown };
  if (next === undefined || next === null) return undefined;
  if (typeof next !== 'object' || Array.isArray(next)) throw odd('links.next', next);
  if (!('href' in next) && Object.keys(next).length > 0)
    throw protocolError(call, response, "the 'next' link has no 'href'");
  return (next as { href?: unknown }).href;
}

function endless({ call, response }: Result, cursor: string | undefined): Error {
  return protocolError(
    call,
    response,
    cursor === undefined
      ? 'the last page holds only what came before, so that a page is missing'
      : `the list does not end: the cursor '${cursor.slice(0, 100)}' came before`,
  );
}
