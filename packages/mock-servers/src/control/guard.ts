import { problem } from './reply.js';

/**
 * Keeps web pages of other origins away from the control plane; `undefined` lets the request through. Programs send
 * neither `Origin` nor `Sec-Fetch-Site` and pass. `served`: behind a port, where the name in `Host` counts too,
 * since a page whose own name was rebound to this address is of the same origin for the browser; `hosts` are names
 * that pass beside the local ones.
 */
export function guard(request: Request, served: boolean, hosts: readonly string[]): Response | undefined {
  const { headers, method } = request;
  const { host, hostname } = new URL(request.url);
  if (served && !isLocalName(hostname) && !hosts.includes(hostname)) {
    return problem(
      403,
      `The control plane does not answer under the name ${hostname}: use the address itself, or --control-host.`,
    );
  }
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

/**
 * Names that nobody can point elsewhere from outside: addresses, names without a dot (containers), and domains
 * that the public DNS does not have.
 */
export function isLocalName(hostname: string): boolean {
  return (
    hostname.startsWith('[') ||
    /^[\d.]+$/.test(hostname) ||
    !hostname.includes('.') ||
    /\.(?:localhost|local|internal|test|invalid)$/.test(hostname)
  );
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
