import { paging } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import type { Answer } from '../http/answers.js';
import type { Carrier, Connection } from '../http/connection.js';
import type { CallOptions } from '../http/options.js';
import { type Paged, paged } from '../paging/paged.js';
import { rangeWalk } from '../paging/range.js';

/** The part of a list call that the facade fills in: its page, and its query already as strings. */
interface ListParameters {
  readonly headers: { Range: string };
  readonly query: Record<string, never>;
}

/** A list by the `Range` header; `send` is the generated function of one of QRadar's list operations. */
export function rangeList<Item, Client>(
  connection: Connection<Client>,
  send: (options: Carrier<Client> & ListParameters) => Promise<{ data: unknown }>,
  query: object | undefined,
  options: CallOptions | undefined,
): Paged<Item> {
  const parameters = toParameters(query) as Record<string, never>;
  const fetchRange = (Range: string, signal: AbortSignal | undefined): Promise<Answer<unknown>> =>
    connection.call(signal ? { ...options, signal } : options, (carrier) =>
      send({ ...carrier, headers: { Range }, query: parameters }),
    );
  // A record whose id was projected away is only equal to itself.
  return paged(
    rangeWalk<Item>(
      fetchRange,
      paging.listUsers.defaultPageSize,
      (item) => (item as { id?: unknown }).id ?? item,
    ),
    options?.signal,
  );
}

/** Filters, field lists and sort keys become the strings of the wire; what is undefined is left out. */
function toParameters(query: object = {}): Record<string, unknown> {
  const { filter, fields, sort, ...others } = query as {
    filter?: unknown;
    fields?: readonly string[];
    sort?: string | readonly string[];
  };
  return {
    ...others,
    ...(filter === undefined ? {} : { filter: String(filter) }),
    ...fieldList(fields),
    ...(sort === undefined ? {} : { sort: sortList(sort) }),
  };
}

function fieldList(fields: readonly string[] | undefined): { fields?: string } {
  if (fields === undefined) return {};
  if (fields.length === 0) throw new InvalidInputError('fields must name at least one field, or be left out');
  return { fields: fields.join(',') };
}

function sortList(sort: string | readonly string[]): string {
  const keys = typeof sort === 'string' ? [sort] : sort;
  return keys.map((key) => (/^[+-]/.test(key) ? key : `+${key}`)).join(',');
}
