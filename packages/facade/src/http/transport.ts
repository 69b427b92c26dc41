import { NetworkError } from '../errors.js';
import { type Call, type Next, siteOf } from './layer.js';

/** Codes that mean the connection never opened, so that nothing was sent. */
const NEVER_OPENED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused', // Bun
  'FailedToOpenSocket', // Bun
]);
const TLS_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^ERR_TLS|^ERR_SSL|HOSTNAME_MISMATCH/;

/** A function of `fetch`'s shape. It must not follow redirects by itself when `redirect` is 'manual'. */
export type Fetch = (
  request: Request,
  init?: { signal?: AbortSignal; redirect?: 'manual' },
) => Promise<Response>;

/** The last step: one request on the wire, failures told apart by whether the connection ever opened. */
export function fetchTransport(fetch: Fetch): Next {
  return async (request, call) => {
    try {
      return await fetch(request, { redirect: 'manual', ...(call.signal ? { signal: call.signal } : {}) });
    } catch (error) {
      if (call.signal?.aborted) throw call.signal.reason;
      throw networkError(error, call);
    }
  };
}

function networkError(error: unknown, call: Call): NetworkError {
  const codes = causes(error);
  const tls = codes.find((code) => TLS_CODE.test(code));
  const unsent = tls ?? codes.find((code) => NEVER_OPENED.has(code));
  const said = codes[0] ?? (error instanceof Error ? error.message : String(error));
  const what = tls
    ? `the server's certificate is not trusted (${tls}). Give its CA to the client (nodeTransport({ ca }) of @rollcall/facade/node) or start Node with NODE_EXTRA_CA_CERTS; do not switch verification off`
    : unsent
      ? `no connection could be made (${said}). Nothing was sent`
      : call.readsOnly
        ? `the connection failed (${said})`
        : `the connection failed after the request was sent (${said}). It may or may not have taken effect: look before you send it again`;
  return new NetworkError(`${call.method} ${call.url}: ${what} (attempt ${call.attempts})`, {
    site: siteOf(call),
    outcome: unsent ? 'not-sent' : 'unknown',
    transient: !tls,
    cause: error,
  });
}

/** The codes along a chain of causes; AggregateError (happy eyeballs) included. */
function causes(error: unknown): string[] {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') codes.push(code);
    if (current instanceof AggregateError) {
      for (const inner of current.errors) codes.push(...causes(inner));
    }
    current = current.cause;
  }
  return codes;
}
