/**
 * How long a server asks us to wait, in milliseconds from `now`, or undefined when it does not say or cannot be
 * understood. Reads the vendor's own header, if it has one, then `Retry-After`, as seconds (fractions too) or an HTTP
 * date. A whole number, never negative.
 */
export function retryAfterMs(
  headers: Pick<Headers, 'get'>,
  now: number,
  vendorHeader?: string | undefined,
): number | undefined {
  const own = vendorHeader === undefined ? undefined : read(headers.get(vendorHeader)?.trim() ?? '', now);
  return own ?? read(headers.get('retry-after')?.trim() ?? '', now);
}

function read(value: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1000), Number.MAX_SAFE_INTEGER);
  // Only forms of an HTTP date (RFC 9110, 5.6.7): Date.parse alone accepts surprising things, such as "soon 1".
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(value)) return undefined;
  const at = Date.parse(/ gmt$/i.test(value) ? value : `${value} GMT`); // the asctime form names no zone and means GMT
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil(at - now));
}
