import type { Vendor } from '@rollcall/accounts';
import type { Config, SystemConfig } from '@rollcall/accounts/config';
import type { startMock } from '@rollcall/mock-servers';
import { parsePeople } from '../people/read.js';
import type { Person } from '../people/types.js';
import { BREAK_GLASS, PEOPLE, RULES, SEEDS, SERVICE } from './seeds.js';

export interface Sandboxes {
  readonly config: Config;
  readonly people: Person[];
  /** What the configuration's references point to. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

type Credentials = Awaited<ReturnType<typeof startMock>>['credentials'];

/** Starts the four sandboxes in this process, on free ports of the loopback address. */
export async function startSandboxes(): Promise<Sandboxes> {
  const { startMock: start, VENDORS } = await import('@rollcall/mock-servers');
  const env: Record<string, string> = {};
  const mocks = await Promise.all(
    VENDORS.map((vendor) => start(vendor, { seed: SEEDS[vendor], controlPlane: false, taskStepMs: 50 })),
  );
  const systems: Record<string, SystemConfig> = {};
  for (const { credentials, url, vendor } of mocks) {
    systems[vendor] = {
      vendor,
      url,
      auth: authOf(vendor, credentials, env),
      service: SERVICE[vendor],
      breakGlass: BREAK_GLASS[vendor],
    };
  }
  const config = { systems, rules: RULES };
  return {
    config,
    people: parsePeople(PEOPLE, 'the people of the sandboxes (.csv)', config),
    env,
    close: async () => {
      await Promise.all(mocks.map((mock) => mock.close()));
    },
  };
}

function authOf(
  vendor: Vendor,
  { password = '', secToken = '', token = '', username = '' }: Credentials,
  env: Record<string, string>,
): SystemConfig['auth'] {
  const variable = `SANDBOX_${vendor.toUpperCase().replace('-', '_')}`;
  const reference = `\${env:${variable}}`;
  env[variable] = vendor === 'qradar' ? secToken : vendor === 'qlik' ? token : password;
  if (vendor === 'qradar') return { secToken: reference };
  if (vendor === 'qlik') return { apiKey: reference };
  return { username, password: reference };
}
