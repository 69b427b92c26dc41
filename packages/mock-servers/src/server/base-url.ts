/**
 * The origin for absolute links, as the client wrote it: its Host, or what a proxy that ends TLS says in
 * `X-Forwarded-Proto` and `X-Forwarded-Host`. Without a trailing slash.
 */
export function baseUrl({ headers, url }: Request): string {
  const { host, origin, protocol } = new URL(url);
  const forwardedHost = first(headers.get('x-forwarded-host'));
  const forwardedProtocol = first(headers.get('x-forwarded-proto'));
  if (forwardedHost === '' && forwardedProtocol === '') return origin;
  const scheme = /^https?$/i.test(forwardedProtocol)
    ? forwardedProtocol.toLowerCase()
    : protocol.slice(0, -1);
  const candidate = `${scheme}://${forwardedHost || host}`;
  return URL.canParse(candidate) ? new URL(candidate).origin : origin;
}

/** Every proxy on the way adds to the list; the first is what the client wrote. */
function first(list: string | null): string {
  return list?.split(',')[0]?.trim() ?? '';
}
