import type { RunningMock } from '../index.js';
import { isLoopback } from '../server/host-names.js';
import { curlLine, vendorTable } from '../vendor/table.js';
import type { Command } from './args.js';

/** What is printed when the mocks listen. */
export function announce(running: readonly RunningMock[], { host, options }: Command): string {
  const hasPages = options.controlPlane !== false;
  const lines = running.flatMap(({ vendor, url }) => [
    `${vendorTable[vendor].title.padEnd(12)} ${url}`,
    `  ${curlLine(vendor, url)}`,
    ...(hasPages ? [`  reference ${url}/  journal ${url}/__rollcall/`] : []),
  ]);
  if (!isLoopback(host)) lines.push(...opened(host, hasPages));
  return `${lines.join('\n')}\n`;
}

/** What an address beside loopback lets in. */
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
