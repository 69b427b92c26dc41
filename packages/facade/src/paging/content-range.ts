/** What a Content-Range header of a list says: a part of it, or that the asked part is past its end. */
export type ContentRange =
  | {
      readonly kind: 'part';
      readonly start: number;
      readonly end: number;
      readonly total: number | undefined;
    }
  | { readonly kind: 'outside'; readonly total: number };

/**
 * Reads `items 0-49/1000` and `items *\/3` (IBM), also `items 0-49/*`. An empty list may come as `items 0--1/0`
 * (third party). Undefined when the header makes no sense.
 */
export function parseContentRange(value: string): ContentRange | undefined {
  const match = /^items\s*(?:(\d+)-(-?\d+)|\*)\/(\d+|\*)$/i.exec(value.trim());
  if (!match) return undefined;
  const total = match[3] === '*' ? undefined : Number(match[3]);
  if (match[1] === undefined) return total === undefined ? undefined : { kind: 'outside', total };
  const start = Number(match[1]);
  const end = Number(match[2]);
  if (![start, end, total ?? 0].every(Number.isSafeInteger)) return undefined;
  if (end < start)
    return total === 0 && start === 0 && end === -1 ? { kind: 'outside', total: 0 } : undefined;
  if (total !== undefined && end >= total) return undefined;
  return { kind: 'part', start, end, total };
}
