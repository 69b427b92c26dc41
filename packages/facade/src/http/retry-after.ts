/**
 * How long a server asks us to wait, in milliseconds from `now`, or undefined when it does not say or cannot be
 * understood. Reads `X-RateLimit-ToWait-Sec` (Qualys) and `Retry-After` as seconds (fractions too) or an HTTP date.
 * Never negative.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = (headers.get('x-ratelimit-towait-sec') ?? headers.get('retry-after'))?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Only forms that look like a date: Date.parse accepts surprising things, such as "soon 1".
  if (!/^[A-Za-z]{3,9},? /.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
