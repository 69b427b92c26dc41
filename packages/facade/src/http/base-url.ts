import { InvalidInputError } from '../errors.js';

/**
 * Checks and tidies a base URL: http(s), no query, fragment or credentials, slashes at the end and doubled ones taken
 * out. Plain http only to this machine, unless `allowInsecureHttp`: a credential travels with every call.
 */
export function parseBaseUrl(baseUrl: string, allowInsecureHttp = false): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new InvalidInputError('baseUrl is not a URL; expected something like https://qradar.example.com');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InvalidInputError(`baseUrl must start with https:// or http://, not ${url.protocol}`);
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
