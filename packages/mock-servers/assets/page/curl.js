/** Set by what carries the request, not by who sends it. */
const ofTheConnection =
  /^(host|connection|content-length|accept-encoding|accept-language|user-agent|sec-fetch-.*|sec-ch-.*)$/i;

/** In single quotes nothing means anything to a shell, except the quote that ends them. */
const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

/**
 * The curl line that sends a request of the journal again. The journal masks credentials: the sandbox's own, which are
 * no secret, take their place.
 */
export function curlOf({ method, requestBody, requestHeaders = {}, url }, credentials, origin) {
  const own = Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const headers = Object.entries(requestHeaders)
    .filter(([name]) => !ofTheConnection.test(name))
    .map(
      ([name, value]) =>
        `-H ${quoted(`${name}: ${value === '***' ? (own[name.toLowerCase()] ?? '***') : value}`)}`,
    );
  return [
    'curl -i',
    // Of [ ] and { } in an address curl would make several.
    /[[\]{}]/.test(url) ? '--globoff' : '',
    method === 'GET' ? '' : method === 'HEAD' ? '--head' : `-X ${method}`,
    ...headers,
    requestBody ? `--data-raw ${quoted(requestBody)}` : '',
    quoted(origin + url),
  ]
    .filter(Boolean)
    .join(' ');
}
