import { problem } from './reply.js';

/**
 * Keeps web pages of other origins away from the control plane; `undefined` lets the request through. Programs send
 * neither `Origin` nor `Sec-Fetch-Site` and pass. `served` is true behind a port. The `Host` header was checked before.
 */
export function guard(request: Request, served: boolean): Response | undefined {
  const { headers, method } = request;
  const { host } = new URL(request.url);
  const origin = headers.get('origin');
  if (origin !== null && hostOf(origin) !== host) {
    return problem(403, `The control plane does not answer pages of ${origin}.`);
  }
  const site = headers.get('sec-fetch-site') ?? 'none';
  const follows = method === 'GET' && headers.get('sec-fetch-dest') === 'document';
  if (site !== 'none' && site !== 'same-origin' && !follows) {
    return problem(403, 'The control plane does not answer pages of other origins.');
  }
  const type = headers.get('content-type') ?? '';
  if (hasBody(request, served) && !/^application\/json\s*(?:;|$)/i.test(type)) {
    return problem(415, 'The control plane takes application/json.');
  }
  return undefined;
}

/** Behind a port every POST has a body stream, maybe an empty one. */
function hasBody({ body, headers }: Request, served: boolean): boolean {
  if (!served) return body !== null;
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;
}

/** `null` for what is no URL, such as the opaque origin "null". */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
