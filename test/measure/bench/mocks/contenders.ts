import { join } from 'node:path';
import type { Vendor } from '@rollcall/mock-servers';

const here = import.meta.dirname;
const root = join(here, '../../../..');
const modules = join(here, 'node_modules');

export const VENDORS = ['qradar', 'iq'] as const satisfies readonly Vendor[];
export type Measured = (typeof VENDORS)[number];

/** The list that is asked for, and what a client sends with it. */
export const lists: Record<Measured, { path: string; spec: string; headers: Record<string, string> }> = {
  qradar: {
    path: '/api/config/access/users',
    spec: join(root, 'specs/qradar/26.0/openapi.yaml'),
    headers: { SEC: 'sandbox-token', Version: '26.0', Accept: 'application/json' },
  },
  iq: {
    path: '/api/v2/users',
    spec: join(root, 'specs/iq/v2/openapi.yaml'),
    headers: { Authorization: `Basic ${btoa('admin:admin123')}`, Accept: 'application/json' },
  },
};

export interface Contender {
  name: string;
  /** One process each, started in this order; the last one is asked. Each gets a port of its own. */
  commands(vendor: Measured, ports: readonly number[]): string[][];
}

const prism = join(modules, '@stoplight/prism-cli/dist/index.js');

export const contenders: readonly Contender[] = [
  {
    name: 'rollcall-mock',
    commands: (vendor, [port]) => [
      [join(root, 'packages/mock-servers/dist/cli.js'), vendor, '--port', String(port)],
    ],
  },
  {
    name: 'prism mock',
    commands: (vendor, [port]) => [[prism, 'mock', '-v', 'error', '-p', String(port), lists[vendor].spec]],
  },
  {
    // The same sandbox behind Prism, as two processes: validation both ways.
    name: 'prism proxy + app',
    commands: (vendor, [port, upstream]) => [
      [join(here, 'app-alone.ts'), vendor, String(upstream)],
      [
        prism,
        'proxy',
        '--errors',
        '-v',
        'error',
        '-p',
        String(port),
        lists[vendor].spec,
        `http://127.0.0.1:${upstream}`,
      ],
    ],
  },
  {
    name: '@scalar/mock-server',
    commands: (vendor, [port]) => [[join(here, 'scalar.ts'), lists[vendor].spec, String(port)]],
  },
];
