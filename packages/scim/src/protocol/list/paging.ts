import { badRequest } from '../errors.js';

export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** How much of a list a client asked for. */
export type Paging =
  | { by: 'index'; startIndex: number; count: number }
  /** RFC 9865. An empty cursor asks for the first page. */
  | { by: 'cursor'; cursor: string; count: number };

export interface PageLimits {
  /** Without `count`. */
  defaultCount: number;
  maxCount: number;
}

/** The parameters as they came: text of a query, or members of a `.search`. */
export interface PagingInput {
  startIndex?: string | number | undefined;
  count?: string | number | undefined;
  cursor?: string | undefined;
}

/**
 * RFC 7644 3.4.2.4: an index below 1 is 1, a negative count is 0, a count above the maximum is the maximum.
 *
 * @throws ScimError 400: invalidValue for what is no integer, or for a cursor together with an index; invalidCount.
 */
export function readPaging(input: PagingInput, { defaultCount, maxCount }: PageLimits): Paging {
  const { startIndex, count, cursor } = input;
  if (cursor !== undefined) {
    if (startIndex !== undefined)
      throw badRequest('invalidCursor', 'cursor and startIndex exclude each other.');
    const asked = count === undefined ? defaultCount : integer(count, 'count', 'invalidCount');
    return { by: 'cursor', cursor, count: clamp(asked, maxCount) };
  }
  const asked = count === undefined ? defaultCount : integer(count, 'count', 'invalidValue');
  const start = startIndex === undefined ? 1 : integer(startIndex, 'startIndex', 'invalidValue');
  return { by: 'index', startIndex: Math.max(1, start), count: clamp(asked, maxCount) };
}

const clamp = (count: number, max: number): number => Math.min(Math.max(0, count), max);

function integer(value: string | number, name: string, scimType: 'invalidValue' | 'invalidCount'): number {
  const number =
    typeof value === 'number' ? value : /^[+-]?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw badRequest(scimType, `${name} is not an integer.`);
  return number;
}
