import { InvalidInputError } from '../errors.js';
import { kindOf, urlText } from '../util/check.js';

const EXAMPLE = 'something like https://qradar.example.com';

/**
 * Checks and tidies a base URL: http(s), no query, fragment or credentials, slashes at the end and doubled ones taken
 * out. Plain http only to this machine, unless `allowInsecureHttp`: a credential travels with every call.
 * `apiPaths` are the paths that the client adds itself.
 */
export function parseBaseUrl(
  given: unknown,
  allowInsecureHttp = false,
  apiPaths: readonly string[] = [],
): string {
  if (given === undefined || given === null || given === '') {
    throw new InvalidInputError(`baseUrl is missing; expected ${EXAMPLE}`);
  }
  const baseUrl = urlText(given);
  if (typeof baseUrl !== 'string') {
    throw new InvalidInputError(
      `baseUrl must be a text or a URL, not ${kindOf(baseUrl)}; expected ${EXAMPLE}`,
    );
  }
  if (/[\p{Cc}\p{Cf}\s]/u.test(baseUrl)) {
    throw new InvalidInputError('baseUrl holds a line break or a blank (was it read from a file?); trim it');
  }
  const url = parse(baseUrl);
  if (url.username || url.password) {
    throw new InvalidInputError('baseUrl must not hold a user name or password; pass them as `auth`');
  }
  if (url.search || baseUrl.includes('?')) throw new InvalidInputError('baseUrl must not hold a query (?…)');
  if (url.hash || baseUrl.includes('#')) throw new InvalidInputError('baseUrl must not hold a fragment (#…)');
  if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw new InvalidInputError(
      `baseUrl is plain http to ${url.hostname}, which would send the credential unencrypted; use https, or set allowInsecureHttp: true`,
    );
  }
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const twice = partOfApi(path, apiPaths);
  if (twice) {
    throw new InvalidInputError(
      `baseUrl ends with ${twice}, which the client adds itself; leave it out: ${url.origin}${path.slice(0, -twice.length)}`,
    );
  }
  return url.origin + path;
}

/** @throws InvalidInputError that says what is wrong with the address, and shows none of it but its host and port. */
function parse(baseUrl: string): URL {
  const wrong = (what: string) => new InvalidInputError(`baseUrl ${what}; expected ${EXAMPLE}`);
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/is.exec(baseUrl) ?? [];
  if (/^["'`<].*["'`>]$/s.test(baseUrl)) throw wrong('stands in quotation marks or brackets: take them away');
  if (!/^https?$/i.test(scheme)) {
    const isHost = scheme === '' || /^\d/.test(rest);
    throw wrong(isHost ? 'needs https:// in front' : `must start with https:// or http://, not ${scheme}:`);
  }
  if (!rest.startsWith('//')) throw wrong(`needs two slashes after ${scheme}:`);
  const authority = /^\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(rest)?.[1] ?? '';
  if (/^https?$/i.test(authority.replace(/:$/, ''))) throw wrong('holds https:// twice');
  if (/^[^[]*:.*:/.test(authority)) {
    throw wrong('holds an IPv6 address, which stands in brackets: https://[2001:db8::1]:8443');
  }
  const port = /:([^\]]*)$/.exec(authority)?.[1];
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 2 ** 16)) {
    throw wrong(
      port ? `has the port '${port.slice(0, 20)}', and ports are 1 to 65535` : 'has a colon without a port',
    );
  }
  const host = port === undefined ? authority : authority.slice(0, -port.length - 1);
  if (/^(undefined|null|nan|\[object .*)$/i.test(host)) {
    throw wrong(`has the host '${host}': a variable that it is made of was not set`);
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  // A URL parser reads 10.0.0 as 10.0.0.0.
  const numbers = url && /^[\d.]+$/.test(url.hostname) && url.hostname !== host;
  if (!url || numbers || !/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname)) {
    throw wrong(host ? `has '${host.slice(0, 80)}' for a host, which is none` : 'has no host');
  }
  return url;
}

/** The part at the end of `path` with which the API's own paths begin, such as `/api`. */
function partOfApi(path: string, apiPaths: readonly string[]): string | undefined {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const end = path.slice(at);
    if (apiPaths.some((api) => `${api}/`.startsWith(`${end}/`))) return end;
  }
  return undefined;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** With Node's switch for all of a process, a credential would go to whoever answers under the server's name. */
export function refuseUnverified(baseUrl: string): void {
  const host = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process;
  if (!baseUrl.startsWith('https:') || host?.env?.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return;
  throw new InvalidInputError(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the verification of every server off; give the private CA to nodeTransport({ ca }) of @rollcall/facade/node, or set allowUnverifiedTls: true',
  );
}
