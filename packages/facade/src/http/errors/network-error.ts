import { CallError, NetworkError } from '../../errors.js';
import type { Call } from '../types.js';
import { siteOf } from './outcome.js';
import { redactError, secretsOf } from './redact.js';

/** Codes that are said of connecting only. `EHOSTUNREACH` and its like come on an open connection too: there `syscall` tells. */
const NEVER_OPENED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused', // Bun
  'FailedToOpenSocket', // Bun
]);
/** Node's names for what OpenSSL finds wrong with a certificate, and for a handshake that failed. */
const TLS_CODE =
  /CERT|CRL|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|^UNSPECIFIED$|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^ERR_TLS|^ERR_SSL|HOSTNAME_MISMATCH|^EPROTO$/;
/** Node gives a reset during the TLS handshake the code of any other reset; only its message tells. */
const DURING_HANDSHAKE = /before secure TLS connection was established/;
/** What Node's `fetch` says of a port that browsers do not speak HTTP to, such as 25: only a message. */
const BAD_PORT = /^bad port$/;
const CONNECTING = new Set(['connect', 'getaddrinfo']);
/** What is wrong with a certificate is found before anything is sent; these come later too, when a record cannot be read. */
const TLS_AT_ANY_TIME =
  /^ERR_SSL_(?!WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|.*HANDSHAKE|.*CERTIFICATE|.*UNKNOWN_CA)|^EPROTO$/;

/** A failed request as an error that says whether the connection ever opened, and what to do. */
export function networkError(error: unknown, call: Call): CallError {
  if (error instanceof CallError) return error; // said already what is wrong with the answer
  redactError(error, secretsOf(call));
  const { codes, opened } = failure(error);
  const tls = codes.find((code) => TLS_CODE.test(code));
  const sent = opened && (!tls || TLS_AT_ANY_TIME.test(tls));
  const said = codes[0] ?? (error instanceof Error ? error.message : String(error));
  const dark = call.uncertain || (sent && !call.readsOnly);
  const parts = [
    tls && !sent
      ? aboutTls(tls)
      : sent
        ? `the connection failed (${said})`
        : `no connection could be made (${said})`,
    sent ? '' : call.uncertain ? '. An earlier attempt was sent' : '. Nothing was sent',
    dark ? '. It may or may not have taken effect: look before you send it again' : '',
  ];
  return new NetworkError(`${call.method} ${call.url}: ${parts.join('')} (attempt ${call.attempts})`, {
    site: siteOf(call),
    outcome: sent || call.uncertain ? 'unknown' : 'not-sent',
    transient: !tls,
    cause: error,
  });
}

function aboutTls(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || /HOSTNAME_MISMATCH/.test(code)) {
    return `the server's certificate is for another host name (${code}). Check baseUrl; do not switch verification off`;
  }
  if (/^ERR_SSL|^EPROTO$/.test(code)) {
    return `no TLS connection could be made (${code}). Check that baseUrl names an https port, and whether the server asks for a client certificate`;
  }
  if (/EXPIRED|NOT_YET_VALID/.test(code))
    return `the server's certificate is not valid at this time (${code})`;
  return `the server's certificate is not trusted (${code}). Give its CA to the client (nodeTransport({ ca }) of @rollcall/facade/node) or start Node with NODE_EXTRA_CA_CERTS; do not switch verification off`;
}

/** What a chain of causes tells, AggregateError (happy eyeballs) included: the codes, and whether a connection was open. */
function failure(error: unknown, depth = 0): { codes: string[]; opened: boolean } {
  const codes: string[] = [];
  let opened = true;
  let current = error;
  for (; current instanceof Error && depth < 5; depth += 1) {
    const { code, syscall, connecting } = current as {
      code?: unknown;
      syscall?: unknown;
      connecting?: unknown;
    };
    if (typeof code === 'string') codes.push(code);
    const connects = syscall === undefined ? NEVER_OPENED.has(String(code)) : CONNECTING.has(String(syscall));
    if (connects) opened = false;
    // Our Node transport marks what failed while it was connecting.
    if (connecting === true || DURING_HANDSHAKE.test(current.message) || BAD_PORT.test(current.message))
      opened = false;
    if (current instanceof AggregateError) {
      const inner = current.errors.map((one) => failure(one, depth + 1));
      codes.push(...inner.flatMap((one) => one.codes));
      if (inner.length > 0 && inner.every((one) => !one.opened)) opened = false;
    }
    current = current.cause;
  }
  return { codes, opened };
}
