import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { domainToASCII } from 'node:url';

/** Names that nobody can point elsewhere: addresses, and what RFC 6761 keeps for this machine. */
export function isLocalName(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost');
}

/** Whether requests can come under a name: an address, a host's name, or `*.` before one for each name below it. */
export function isHostName(name: string): boolean {
  return isIP(name) !== 0 || (!/[:/?#@\\]/.test(name) && ascii(name) !== '');
}

/** @throws RangeError for what is no name, such as a URL. */
export function checkHostNames(names: readonly string[]): void {
  const wrong = names.find((name) => !isHostName(name));
  if (wrong === undefined) return;
  throw new RangeError(
    `${wrong} is no host name: allowedHosts takes names such as mock.internal or *.example.com, without scheme and port`,
  );
}

/**
 * The answer to a request for another name, `undefined` when the name may pass. A web page whose own name was rebound
 * to this address is of the same origin for its browser, so only the name tells it from a caller who means this mock. The answer is plainly ours: no vendor would say it.
 */
export function refuseHost({ url }: Request, allowed: readonly string[]): Response | undefined {
  const { hostname } = new URL(url);
  if (isLocalName(hostname) || allowed.some((name) => covers(ascii(name), hostname))) return undefined;
  const text =
    `This mock does not answer under the name ${hostname}. Use its address or localhost, ` +
    `or start it with --allowed-host ${hostname} (allowedHosts of startMock).\n`;
  return new Response(text, {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
}

/** `*.example.com` stands for one label, as in a certificate (RFC 9525, 6.3). */
function covers(name: string, hostname: string): boolean {
  return name === (name.startsWith('*.') ? hostname.replace(/^[^.]+/, '*') : hostname);
}

/** As a URL holds it, in small letters; empty for what is no name. */
function ascii(name: string): string {
  return name.startsWith('*.') ? `*.${domainToASCII(name.slice(2))}` : domainToASCII(name);
}

/** Whether an address to listen on is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

/** The names under which a server that listens on this address is called, beside those that an option adds. */
export function certificateNames(host: string): string[] {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return [
    'localhost',
    '127.0.0.1',
    '::1',
    ...(isEverywhere ? addresses.map(({ address }) => address) : [host]),
  ];
}
