import type { Answer } from '../faults/effects.js';

/** Named one by one: for requests with credentials browsers do not accept `*`. */
const EXPOSED = 'Content-Range, Deprecated, Location, Retry-After, qlik-api-version, X-RateLimit-ToWait-Sec';

type Ask = (request: Request) => Promise<Answer>;

/**
 * Lets web pages of these origins call the vendor, whatever the vendor itself does. A preflight is answered here, for
 * it has no credentials. A page of another origin gets no header, so its browser keeps the answer from it.
 */
export async function withCors(request: Request, origins: readonly string[], ask: Ask): Promise<Answer> {
  const { headers, method } = request;
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return ask(request);
  const wanted = headers.get('access-control-request-method');
  if (method === 'OPTIONS' && wanted !== null) {
    const response = new Response(null, {
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Methods': wanted,
        'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '',
        Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      },
    });
    return { response, delivery: 'whole' };
  }
  const { delivery, response } = await ask(request);
  return { response: allowed(response, origin), delivery };
}

function allowed(response: Response, origin: string): Response {
  const headers = new Headers(response.headers);
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', EXPOSED);
  const vary = headers.get('vary') ?? '';
  if (!/\borigin\b/i.test(vary)) headers.append('Vary', 'Origin');
  return new Response(response.body, { status: response.status, headers });
}
