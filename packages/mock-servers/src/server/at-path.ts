/** The same request under another path. */
export function atPath(path: string, request: Request): Request {
  const { body, headers, method, signal } = request;
  // Of TRACE, whose answer is a 405 under any path, the platform makes no Request.
  if (method === 'TRACE') return request;
  const url = new URL(request.url);
  url.pathname = path;
  return new Request(url, { method, headers, body, signal, ...(body !== null && { duplex: 'half' }) });
}
