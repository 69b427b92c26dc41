import { InvalidInputError } from '../errors.js';
import { kindOf } from '../util/check.js';

const EXAMPLE = 'something like https://qradar.example.com';

/**
 * Checks and tidies a base URL: http(s), no query, fragment or credentials, slashes at the end and doubled ones taken
 * out. Plain http only to this machine, unless `allowInsecureHttp`: a credential travels with every call.
 */
export function parseBaseUrl(given: unknown, allowInsecureHttp = false): string {
  if (given === undefined || given === null || given === '') {
    throw new InvalidInputError(`baseUrl is missing; expected ${EXAMPLE}`);
  }
  const baseUrl = given instanceof URL ? given.href : given;
  if (typeof baseUrl !== 'string') {
    throw new InvalidInputError(
      `baseUrl must be a text or a URL, not ${kindOf(baseUrl)}; expected ${EXAMPLE}`,
    );
  }
  if (/[\p{Cc}\s]/u.test(baseUrl)) {
    throw new InvalidInputError('baseUrl holds a line break or a blank (was it read from a file?); trim it');
  }
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new InvalidInputError(`baseUrl is not a URL: it needs https:// in front; expected ${EXAMPLE}`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    const hint = /^[a-z0-9.-]+:\d/i.test(baseUrl) ? '; write https:// before the host' : '';
    throw new InvalidInputError(`baseUrl must start with https:// or http://, not ${url.protocol}${hint}`);
  }
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
  return url.origin + url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
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
