/** Set by what carries the request, not by who sends it. */
const ofTheConnection =
  /^(host|connection|content-length|accept-encoding|accept-language|user-agent|sec-fetch-.*|sec-ch-.*)$/i;

/** In single quotes nothing means anything to a shell, except the quote that ends them. */
const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

/** True where the journal has the beginning of a body only. Such a body ends with an ellipsis, and is longer than the journal keeps. */
export function isCut({ requestBody = '', requestHeaders = {} }) {
  return requestBody.endsWith('…') && Number(requestHeaders['content-length'] ?? Infinity) > 4096;
}

/**
 * The curl line that sends a request of the journal again. The journal masks credentials: the sandbox's own, which are
 * no secret, take their place. A body that was cut is read from the file `body`; without one nothing is sent.
 */
export function curlOf(entry, credentials, origin) {
  const { method, requestBody, requestHeaders = {}, url } = entry;
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
    // Without the file curl would send an empty body.
    isCut(entry) ? 'test -f body && curl -i' : 'curl -i',
    // Of [ ] and { } in an address curl would make several.
    /[[\]{}]/.test(url) ? '--globoff' : '',
    method === 'GET' ? '' : method === 'HEAD' ? '--head' : `-X ${method}`,
    ...headers,
    isCut(entry) ? '--data-binary @body' : requestBody ? `--data-raw ${quoted(requestBody)}` : '',
    quoted(origin + url),
  ]
    .filter(Boolean)
    .join(' ');
}
