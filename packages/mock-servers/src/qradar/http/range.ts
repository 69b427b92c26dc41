import { ApiError, CODES } from './errors.js';

/** Both ends included, counted from zero. */
interface ItemRange {
  first: number;
  last: number;
}

/**
 * `Range: items=x-y`; IBM's samples write spaces around the sign. Undefined when the header is absent.
 * @throws ApiError 422 code 36, as consoles in the field answer, for any other syntax and for y below x.
 */
export function parseRange(header: string | null): ItemRange | undefined {
  if (header === null) return undefined;
  const match = /^\s*items\s*=\s*(\d{1,15})\s*-\s*(\d{1,15})\s*$/i.exec(header);
  if (match === null) {
    throw new ApiError(422, CODES.badRange, 'The Range header must have the form items=x-y.');
  }
  const range = { first: Number(match[1]), last: Number(match[2]) };
  if (range.last < range.first) {
    throw new ApiError(422, CODES.badRange, 'The Range header asks for a negative number of items.');
  }
  return range;
}

/** `items 0-11/12`; past the end of the list, and for an empty one, `items *\/3` (IBM overview, paging). */
export function contentRange(range: ItemRange, total: number): string {
  if (range.first >= total) return `items */${total}`;
  return `items ${range.first}-${Math.min(range.last, total - 1)}/${total}`;
}
