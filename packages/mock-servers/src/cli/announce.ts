import type { RunningMock } from '../index.js';
import { isLoopback } from '../server/host-names.js';
import { vendorTable } from '../vendor/table.js';
import type { Command } from './args.js';

/** What is printed when the mocks listen; `caFile`: with TLS, where the certificates of their CAs are. */
export async function announce(
  running: readonly RunningMock[],
  { host, options }: Command,
  caFile: string | undefined,
): Promise<string> {
  // Imported on use: a bundler would put what the sandboxes share with it into the program's file, which runs when it is loaded.
  const { curlLine } = await import('../vendor/curl-line.js');
  const hasPages = options.controlPlane !== false;
  const lines = running.flatMap(({ vendor, url }) => [
    `${vendorTable[vendor].title.padEnd(12)} ${[url, ...plainUrl(url)].join('  and  ')}`,
    `  ${curlLine(vendor, url, caFile)}`,
    ...(hasPages ? [`  reference ${url}/  journal ${url}/__rollcall/`] : []),
  ]);
  if (caFile !== undefined) lines.push(...trust(caFile));
  if (!isLoopback(host)) lines.push(...opened(host, hasPages));
  return `${lines.join('\n')}\n`;
}

/** With TLS the port speaks plain HTTP, too. */
function plainUrl(url: string): string[] {
  return url.startsWith('https:') ? [url.replace('https:', 'http:')] : [];
}

function trust(caFile: string): string[] {
  return [
    '',
    `Clients of https have to trust the CA in ${caFile},`,
    'which was made at this start and is removed at the stop: give the file to NODE_EXTRA_CA_CERTS or SSL_CERT_FILE,',
    'or its text to the client, such as nodeTransport({ ca }) of @rollcall/facade/node.',
  ];
}

/** Says who can reach a mock that listens beyond this machine. */
function opened(host: string, hasPages: boolean): string[] {
  const reach =
    host === '0.0.0.0' || host === '::' ? 'every network of this machine' : `the network of ${host}`;
  return [
    '',
    `Open to ${reach}: whoever reaches the port can sign in with the credentials above,`,
    hasPages
      ? 'and under /__rollcall/ read the journal, change the state and arm faults (--no-control closes that).'
      : 'and change the state.',
    'It answers to IP addresses and localhost; other names need --allowed-host NAME.',
  ];
}
