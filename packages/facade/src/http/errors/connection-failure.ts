import { isError } from '../../util/is-error.js';

/** What a failed connection tells of itself. */
export interface ConnectionFailure {
  /** The platform's codes, the outermost error's first. */
  readonly codes: readonly string[];
  /** False where connecting itself failed: nothing can have been sent. */
  readonly opened: boolean;
  /** What belongs to the innermost error that has it: an address, a name, what a certificate is for. */
  readonly details: Readonly<Partial<ConnectionDetails>>;
}

export interface ConnectionDetails {
  /** Where the platform tried to connect to. */
  readonly address: string;
  readonly port: number;
  /** What was asked of the DNS. */
  readonly hostname: string;
  /** Whether our Node transport, or the platform, was talking to a proxy: its address without credentials. */
  readonly proxy: string;
  /** True when the proxy itself is what failed, and not something behind it. */
  readonly atProxy: boolean;
  /** What the proxy answered instead of opening a tunnel. */
  readonly proxyStatus: number;
  /** The names that the server's certificate holds. */
  readonly certificateNames: string;
}

/** Codes that are said of connecting only. `EHOSTUNREACH` and its like come on an open connection too: there `syscall` tells. */
const NEVER_OPENED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused', // Bun
  'FailedToOpenSocket', // Bun
]);
const CONNECTING = new Set(['connect', 'getaddrinfo']);
/** Node gives a reset during the TLS handshake the code of any other reset; only its message tells. */
const DURING_HANDSHAKE = /before secure TLS connection was established/;
/** What Node's `fetch` says of a port that browsers do not speak HTTP to, such as 25: only a message. */
const BAD_PORT = /^bad port$/;
/** What undici says of a proxy that opens no tunnel, for our transport and for a `fetch` that takes its proxy from the environment. */
const REFUSED_TUNNEL = /^Proxy response \((\d{3})\)/;
const DEEPEST = 5;

type Platforms = Error & Record<string, unknown> & { readonly cert?: { readonly subjectaltname?: unknown } };

/** Reads a chain of causes, AggregateError (happy eyeballs) included. */
export function readFailure(error: unknown, depth = 0): ConnectionFailure {
  const codes: string[] = [];
  const details: { -readonly [Name in keyof ConnectionDetails]?: ConnectionDetails[Name] } = {};
  let opened = true;
  let current = error;
  for (; isError(current) && depth < DEEPEST; depth += 1) {
    const { code, syscall, connecting, cert, message, address, port, hostname, proxy, atProxy } =
      current as Platforms;
    if (typeof code === 'string') codes.push(code);
    const connects = syscall === undefined ? NEVER_OPENED.has(String(code)) : CONNECTING.has(String(syscall));
    // Our Node transport marks what failed while it was connecting.
    if (connects || connecting === true || DURING_HANDSHAKE.test(message)) opened = false;
    if (BAD_PORT.test(message)) {
      opened = false;
      codes.push('bad port');
    }
    const tunnel = REFUSED_TUNNEL.exec(message);
    if (tunnel) {
      opened = false;
      details.proxyStatus = Number(tunnel[1]);
    }
    if (typeof address === 'string') details.address = address;
    if (typeof port === 'number') details.port = port;
    if (typeof hostname === 'string') details.hostname = hostname;
    if (typeof proxy === 'string') details.proxy = proxy;
    if (atProxy === true) details.atProxy = true;
    if (typeof cert?.subjectaltname === 'string') details.certificateNames = cert.subjectaltname;
    const { errors } = current as { errors?: unknown };
    if (Array.isArray(errors)) {
      const inner = errors.map((one) => readFailure(one, depth + 1));
      codes.push(...inner.flatMap((one) => one.codes));
      Object.assign(details, inner[0]?.details);
      if (inner.length > 0 && inner.every((one) => !one.opened)) opened = false;
    }
    current = current.cause;
  }
  return { codes, opened, details };
}
