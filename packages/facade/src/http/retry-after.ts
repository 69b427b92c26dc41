/**
 * How long a server asks us to wait, in milliseconds from `now`, or undefined when it does not say or cannot be
 * understood. Reads the vendor's own header, if it has one, and `Retry-After`, as seconds (fractions too) or an HTTP date;
 * of several times the longest. A whole number, never negative.
 */
export function retryAfterMs(
  headers: Pick<Headers, 'get'>,
  now: number,
  vendorHeader?: string | undefined,
): number | undefined {
  const values = [headers.get('retry-after'), vendorHeader === undefined ? null : headers.get(vendorHeader)];
  const times = values.flatMap((value) => partsOf(value ?? '')).flatMap((part) => read(part, now) ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** A header that came several times is one list; the comma after a day of the week is a part of a date. */
function partsOf(value: string): string[] {
  const parts: string[] = [];
  for (const part of value.split(',').slice(0, 20)) {
    const last = parts.at(-1);
    if (last !== undefined && DAY.test(last)) parts[parts.length - 1] = `${last},${part}`;
    else parts.push(part.trim());
  }
  return parts;
}

const DAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i;

function read(value: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1000), Number.MAX_SAFE_INTEGER);
  // Only forms of an HTTP date (RFC 9110, 5.6.7): Date.parse alone accepts surprising things, such as "soon 1".
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(value)) return undefined;
  const at = Date.parse(/ gmt$/i.test(value) ? value : `${value} GMT`); // the asctime form names no zone and means GMT
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil(at - now));
}
