/** The request under the path in which every `//` is a `/`; itself where there is none. */
export function withFoldedSlashes(request: Request): Request {
  const { body, headers, method, signal } = request;
  const url = new URL(request.url);
  // Of TRACE, whose answer is a 405 under any path, the platform makes no Request.
  if (!url.pathname.includes('//') || method === 'TRACE') return request;
  url.pathname = url.pathname.replace(/\/{2,}/g, '/');
  return new Request(url, { method, headers, body, signal, ...(body !== null && { duplex: 'half' }) });
}
