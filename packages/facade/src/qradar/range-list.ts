import { paging } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection, GeneratedFunction } from '../http/connection.js';
import type { CallOptions } from '../http/options.js';
import { type Paged, paged } from '../paging/paged.js';
import { rangeWalk } from '../paging/range.js';
import { fieldList, kindOf } from '../util/check.js';
import { checkQuery } from '../util/fields.js';

/** What a list call takes that the facade fills in: its page, and its query already as texts. */
interface ListParameters {
  readonly headers: { Range: string };
  readonly query: Record<string, string>;
}

/** What the records of a list go by: most have numbers, locales and encodings are texts, login attempts have nothing. */
export type RangeKey = 'number' | 'string' | 'none';

/**
 * A list by the `Range` header; `operation` is one of QRadar's list operations, `known` what its query may have, `key` what
 * its records go by.
 */
export function rangeList<Item>(
  connection: Connection,
  operation: GeneratedFunction,
  query: object | undefined,
  options: CallOptions | undefined,
  known: readonly string[] = [],
  key: RangeKey = 'number',
): Paged<Item> {
  checkQuery(query, known);
  const parameters = queryOf(query);
  // Each list has its own filter fields and parameters, which its verb's type has seen to: on the wire all are texts.
  const list = operation as (parameters: ListParameters) => unknown;
  const fetchRange = (Range: string, signal: AbortSignal | undefined) =>
    connection.call(
      list,
      { headers: { Range }, query: parameters },
      signal ? { ...options, signal } : options,
    );
  // A record whose id was projected away is only equal to itself.
  return paged(
    rangeWalk<Item>(
      fetchRange,
      paging.listUsers.defaultPageSize,
      (item) => (item as { id?: unknown }).id ?? item,
      key === 'none'
        ? undefined
        : { field: 'id', type: key, projected: query !== undefined && 'fields' in query },
    ),
    options?.signal,
  );
}

/** Filters, field lists and sort keys become the texts of the wire; what is undefined is left out. */
function queryOf(query: object = {}): Record<string, string> {
  const { filter, fields, sort, ...others } = query as {
    filter?: unknown;
    fields?: readonly string[];
    sort?: unknown;
  } & Record<string, string>;
  return {
    ...others,
    ...(filter === undefined ? {} : { filter: filterText(filter) }),
    ...fieldList(fields),
    ...(sort === undefined ? {} : { sort: sortList(sort) }),
  };
}

/** A filter is known by what it can do: two copies of this package may be installed. */
function filterText(filter: unknown): string {
  const built = typeof (filter as { toOperand?: unknown } | null)?.toOperand === 'function';
  if (built || (typeof filter === 'string' && filter.trim() !== '')) return String(filter);
  throw new InvalidInputError(
    `filter must be built with where(), or be QRadar's filter text as a string, not ${filter === '' ? 'an empty one' : kindOf(filter)}; leave it out for everybody`,
  );
}

function sortList(sort: unknown): string {
  const keys: unknown[] = Array.isArray(sort) ? sort : [sort];
  if (keys.length === 0 || !keys.every((key) => typeof key === 'string' && /^[+-]?\w/.test(key)))
    throw new InvalidInputError(
      "sort must be a field's name, such as 'username' or '-id', or a list of them",
    );
  return (keys as string[]).map((key) => (/^[+-]/.test(key) ? key : `+${key}`)).join(',');
}
