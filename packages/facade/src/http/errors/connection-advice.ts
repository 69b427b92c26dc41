import type { ConnectionDetails, ConnectionFailure } from './connection-failure.js';
import { environmentProxy } from './environment-proxy.js';

// What a code of the platform's means to somebody who has to mend it. Loaded when a connection has failed.

const NO_SUCH_NAME = new Set(['ENOTFOUND', 'EAI_NODATA', 'EAI_NONAME']);
const REFUSED = new Set(['ECONNREFUSED', 'ConnectionRefused']);
const UNREACHABLE = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
]);
/** What an HTTP parser, or a server that closes at once, makes of plain HTTP on a TLS port. */
const NOT_HTTP = /^HPE_|^UND_ERR_SOCKET$|^ECONNRESET$/;
const NO_TLS_SPOKEN = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/;

/** What failed and what to do, without the full stop; undefined where there is no more to say than the code. */
export function explain(
  { codes, opened, details }: ConnectionFailure,
  tls: string | undefined,
  address: string,
): string | undefined {
  const url = new URL(address);
  const code = codes[0] ?? '';
  const proxy = proxyOf(details, url);
  if (details.proxyStatus !== undefined) return refusedTunnel(proxy ?? 'the proxy', details.proxyStatus, url);
  if (tls && !opened) return aboutTls(tls, details, proxy);
  if (!opened) return proxy ? aboutProxy(proxy, code, url) : aboutConnecting(codes, details, url);
  // What comes in the middle of the handshake with a server behind a proxy, or of plain HTTP, is not told apart from later.
  if (url.protocol === 'http:' && codes.some((one) => NOT_HTTP.test(one))) {
    return `the connection failed (${code}). baseUrl is plain http: if the port speaks TLS, write https`;
  }
  return undefined;
}

function aboutConnecting(
  codes: readonly string[],
  { address, port, hostname = '' }: ConnectionFailure['details'],
  url: URL,
): string | undefined {
  const known = (set: ReadonlySet<string>) => codes.find((each) => set.has(each));
  const name = hostname || url.hostname;
  const noName = known(NO_SUCH_NAME);
  if (noName) {
    return `the name ${name} does not resolve (${noName}). Check how it is spelt in baseUrl, and that this machine's DNS knows it: an inner name may need a VPN`;
  }
  if (codes.includes('EAI_AGAIN')) {
    return `the name ${name} could not be looked up (EAI_AGAIN): no DNS server answered. Check the network and the DNS of this machine, and whether a VPN is needed`;
  }
  const resolved = address && !url.hostname.includes(address) ? ` (${address})` : '';
  const place = `${url.hostname}:${port ?? portOf(url)}${resolved}`;
  const refused = known(REFUSED);
  if (refused)
    return `nothing listens at ${place} (${refused}). Check host and port in baseUrl, and that the server is up`;
  const unreachable = known(UNREACHABLE);
  if (unreachable) {
    return `${place} cannot be reached (${unreachable}). Check host and port in baseUrl; a firewall in between or a VPN that is off are the usual causes`;
  }
  if (codes.includes('bad port')) {
    return `the platform's fetch does not connect to port ${url.port}, which belongs to another protocol (bad port). Check the port in baseUrl`;
  }
  return undefined;
}

/** The proxy that a connection failed at, or failed behind. */
function proxyOf({ proxy, port, hostname }: Partial<ConnectionDetails>, url: URL): string | undefined {
  if (proxy) return `the proxy ${proxy}`;
  const meant = environmentProxy(url);
  if (!meant) return undefined;
  // A port or a name that is not the server's is the proxy's that the environment names.
  const atProxy =
    (port !== undefined && String(port) === portOf(meant)) || (hostname && hostname === meant.hostname);
  return atProxy || (port === undefined && !hostname)
    ? `the proxy ${meant.origin} (of the environment)`
    : undefined;
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function refusedTunnel(proxy: string, status: number, url: URL): string {
  const what = `${proxy} answered ${status} and opened no tunnel to ${url.hostname}:${portOf(url)}`;
  if (status === 407) {
    return `${what}: it wants credentials, or did not take those it got. Write them into its address: http://user:password@proxy.example.com:3128, each percent-encoded`;
  }
  return `${what}. Ask whoever runs it to let this machine through to that host and port`;
}

function aboutProxy(proxy: string, code: string, url: URL): string {
  if (NO_SUCH_NAME.has(code) || code === 'EAI_AGAIN')
    return `the name of ${proxy} does not resolve (${code}). Check how it is spelt, and the DNS of this machine`;
  if (REFUSED.has(code) || UNREACHABLE.has(code))
    return `${proxy} cannot be reached (${code}). Check its host and port, and that it is up`;
  return `${proxy} opened no tunnel to ${url.hostname}:${portOf(url)}, or broke it (${code}). Check that it is an HTTP proxy that allows CONNECT to that host and port`;
}

function aboutTls(
  code: string,
  { atProxy, certificateNames }: ConnectionFailure['details'],
  proxy: string | undefined,
): string {
  const whose = !proxy
    ? "the server's certificate"
    : atProxy
      ? `the certificate of ${proxy}`
      : `the certificate that came through ${proxy}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || /HOSTNAME_MISMATCH/.test(code)) {
    const names = certificateNames ? `, ${shown(certificateNames)}` : '';
    return `${whose} is for another host name${names} (${code}). ${atProxy ? 'Write such a name into proxy' : 'Write such a name into baseUrl, or give it as nodeTransport({ servername })'}; do not switch verification off`;
  }
  if (NO_TLS_SPOKEN.test(code)) {
    return `the port ${atProxy ? `of ${proxy} ` : ''}does not speak TLS (${code}). Check the port in ${atProxy ? 'proxy, or write http:// in front of it' : 'baseUrl: an https port is needed'}`;
  }
  if (/^ERR_SSL|^EPROTO$/.test(code)) {
    return `no TLS connection could be made (${code}). Check that baseUrl names an https port, and whether the server asks for a client certificate (nodeTransport({ cert, key }))`;
  }
  if (/NOT_YET_VALID/.test(code))
    return `${whose} is not valid yet (${code}). Check the clock of this machine and of the server`;
  if (/EXPIRED/.test(code))
    return `${whose} has expired (${code}). Have it renewed on the server, and check the clock of this machine; do not switch verification off`;
  const give =
    'Give its CA to the client (nodeTransport({ ca }) of @rollcall/facade/node) or start Node with NODE_EXTRA_CA_CERTS; do not switch verification off';
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return `${whose} is signed by itself and not trusted (${code}). ${give}. The certificate itself is that CA`;
  return `${whose} is not trusted (${code}). ${give}`;
}

/** A certificate says what its maker likes. */
function shown(names: string): string {
  const text = names.replace(/[^\x20-\x7e]/g, '?');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
