import { paging } from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import { type Answer, breach, expectList } from '../http/answers.js';
import type { Carrier, Connection } from '../http/connection.js';
import type { CallOptions } from '../http/options.js';
import { cursorOfLink, cursorWalk } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';

/** Where a walk begins and how large its pages are; the rest of a query goes with every page. */
interface Start {
  readonly limit?: number | undefined;
  readonly next?: string | undefined;
  readonly prev?: string | undefined;
}

/**
 * A list by the cursors in `links.next.href`. `send` is the generated function of one of Qlik's list operations. The
 * link is never called as it stands: only its cursor goes into the next call, beside the query as it was asked.
 */
export function cursorList<Item, Client>(
  connection: Connection<Client>,
  operation: keyof typeof paging,
  send: (options: Carrier<Client> & { query: Record<string, never> }) => Promise<{ data: unknown }>,
  { limit, next, prev, ...query }: Start & Record<string, unknown>,
  options: CallOptions | undefined,
): Paged<Item> {
  const facts = paging[operation];
  return paged<Item>((pageOptions, signal) => {
    const pageSize = pageOptions.pageSize ?? limit;
    if (pageSize !== undefined && pageSize > facts.maxPageSize) {
      throw new InvalidInputError(
        `pageSize must be at most ${facts.maxPageSize}, as Qlik gives no more on one page`,
      );
    }
    const walk = cursorWalk<Item, string>(async (cursor, size, walking) => {
      const start = cursor === undefined ? { next, prev } : { [facts.next]: cursor };
      const parameters: object = { ...query, ...start, [facts.limit]: size };
      const answer = await connection.call({ ...options, signal: walking }, (carrier) =>
        send({ ...carrier, query: parameters as Record<string, never> }),
      );
      const items = expectList<Item>(answer, facts.items);
      const { links, totalResults } = answer.data as {
        links?: { next?: { href?: unknown } };
        totalResults?: unknown;
      };
      const following = cursorOfLink(links?.next?.href, facts.next, connection.baseUrl, answer);
      return {
        items,
        next: following,
        noProgress: () => endless(answer, following),
        ...(typeof totalResults === 'number' ? { total: totalResults } : {}),
      };
    });
    return walk({ ...pageOptions, ...(pageSize === undefined ? {} : { pageSize }) }, signal);
  }, options?.signal);
}

function endless({ call, response }: Answer<unknown>, cursor: string | undefined): Error {
  return breach(call, response, `the list does not end: the cursor '${cursor?.slice(0, 100)}' came before`);
}

/** A list of field names as the wire wants it. */
export function fieldList(fields: readonly string[] | undefined): { fields?: string } {
  if (fields === undefined) return {};
  if (!Array.isArray(fields) || fields.length === 0) {
    throw new InvalidInputError('fields must be a list of at least one field name, or be left out');
  }
  return { fields: fields.join(',') };
}
