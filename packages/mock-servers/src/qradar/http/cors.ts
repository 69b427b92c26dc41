/**
 * CORS as the console does it (IBM overview): the Origin is compared with a list that is empty by default; an entry
 * `*` allows every origin. An origin that is not listed gets no Access-Control header, so the browser refuses.
 */
export function corsHeaders(request: Request, allowedOrigins: readonly string[]): Record<string, string> {
  const origin = request.headers.get('Origin');
  if (origin === null) return {};
  if (!allowedOrigins.includes(origin) && !allowedOrigins.includes('*')) return { Vary: 'Origin' };
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Content-Range, Deprecated, Location',
    Vary: 'Origin',
  };
}

/** The answer to a preflight: needs no credentials, for browsers send none. */
export function preflight(request: Request, allowedOrigins: readonly string[]): Response {
  const headers = new Headers(corsHeaders(request, allowedOrigins));
  if (headers.has('Access-Control-Allow-Origin')) {
    headers.set('Access-Control-Allow-Methods', 'GET, POST, DELETE, OPTIONS');
    const asked = request.headers.get('Access-Control-Request-Headers');
    headers.set(
      'Access-Control-Allow-Headers',
      asked ?? 'Accept, Authorization, Content-Type, Range, SEC, Version, fields',
    );
  }
  headers.set('Allow', 'GET, POST, DELETE, OPTIONS');
  return new Response(null, { status: 200, headers });
}
