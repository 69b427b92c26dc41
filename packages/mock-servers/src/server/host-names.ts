import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Names that nobody can point elsewhere: addresses, and what RFC 6761 keeps for this machine. */
export function isLocalName(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost');
}

/**
 * The answer to a request for another name, `undefined` when the name may pass. A web page whose own name was rebound
 * to this address is of the same origin for its browser, so the name is all that tells it from a caller who means this
 * mock. Plainly not the vendor's: nothing of theirs would say it.
 */
export function refuseHost({ url }: Request, allowed: readonly string[]): Response | undefined {
  const { hostname } = new URL(url);
  if (isLocalName(hostname) || allowed.some((name) => name.toLowerCase() === hostname)) return undefined;
  const text =
    `This mock does not answer under the name ${hostname}. Use its address or localhost, ` +
    `or start it with --allowed-host ${hostname} (allowedHosts of startMock).\n`;
  return new Response(text, {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
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
