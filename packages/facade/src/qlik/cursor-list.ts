import { paging } from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection, GeneratedFunction } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { cursorOfLink, cursorWalk } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';

/** Where a walk begins and how large its pages are; the rest of a query goes with every page. */
interface Start {
  readonly limit?: number | undefined;
  readonly next?: string | undefined;
  readonly prev?: string | undefined;
}

/**
 * A list by the cursors in `links.next.href`. `generated` is the function of one of Qlik's list operations. The
 * link is never called as it stands: only its cursor goes into the next call, beside the query as it was asked.
 */
export function cursorList<Item>(
  connection: Connection,
  operation: keyof typeof paging,
  { generated, body }: { readonly generated: GeneratedFunction; readonly body?: object },
  { limit, next, prev, ...query }: Start & Record<string, unknown>,
  options: CallOptions | undefined,
): Paged<Item> {
  const facts = paging[operation];
  // Each list has its own parameters, which its verb's type has seen to.
  const list = generated as (parameters: { query: object; body?: object }) => unknown;
  return paged<Item>((pageOptions, signal) => {
    const pageSize = pageOptions.pageSize ?? limit;
    if (pageSize !== undefined && pageSize > facts.maxPageSize) {
      throw new InvalidInputError(
        `pageSize must be at most ${facts.maxPageSize}, as Qlik gives no more on one page`,
      );
    }
    const walk = cursorWalk<Item, string>(async (cursor, size, walking) => {
      const start = cursor === undefined ? { next, prev } : { [facts.next]: cursor };
      const parameters = { query: { ...query, ...start, [facts.limit]: size }, ...(body ? { body } : {}) };
      const result = await connection.call(list, parameters, { ...options, signal: walking });
      const items = expectList<Item>(result, facts.items);
      const { links, totalResults } = result.data as {
        links?: { next?: { href?: unknown } };
        totalResults?: unknown;
      };
      const following = cursorOfLink(links?.next?.href, facts.next, connection.baseUrl, result);
      return {
        items,
        next: following,
        noProgress: () => endless(result, following),
        ...(typeof totalResults === 'number' ? { total: totalResults } : {}),
      };
    });
    return walk({ ...pageOptions, ...(pageSize === undefined ? {} : { pageSize }) }, signal);
  }, options?.signal);
}

function endless({ call, response }: Result, cursor: string | undefined): Error {
  return protocolError(
    call,
    response,
    `the list does not end: the cursor '${cursor?.slice(0, 100)}' came before`,
  );
}
