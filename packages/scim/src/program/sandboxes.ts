import { iqAccounts } from '@rollcall/accounts/iq';
import { qlikAccounts } from '@rollcall/accounts/qlik';
import { qradarAccounts } from '@rollcall/accounts/qradar';
import { qualysSaqAccounts } from '@rollcall/accounts/qualys-saq';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { type RunningMock, startMock, VENDORS } from '@rollcall/mock-servers';
import { hashToken } from '../http/authenticate.js';
import type { AuditLine, ScimSystem } from '../options.js';
import { sqliteStore } from '../store/sqlite.js';
import { CALL_LIMITS } from './call-limits.js';
import type { Served } from './served.js';

/**
 * Starts a sandbox of every vendor on a port of its own. People are closed by removal where a vendor cannot disable.
 *
 * @param state a SQLite file, or `:memory:`.
 */
export async function openSandboxes(state: string, token: string): Promise<Served> {
  const store = sqliteStore(state);
  const mocks: RunningMock[] = [];
  const systems: Record<string, ScimSystem> = {};
  const close = async () => {
    await Promise.all(mocks.map((mock) => mock.close()));
    await store.close();
  };
  try {
    for (const vendor of VENDORS) {
      const mock = await startMock(vendor, { users: 25 });
      mocks.push(mock);
      systems[vendor] = systemOf(mock);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const options = {
    store,
    tokens: [{ name: 'sandbox', sha256: hashToken(token) }],
    audit: (line: AuditLine) => process.stdout.write(`${JSON.stringify(line)}\n`),
  };
  return { systems, options, close };
}

function systemOf({ credentials, url: baseUrl, vendor }: RunningMock): ScimSystem {
  const connection = { baseUrl, ...CALL_LIMITS };
  const { password = '', secToken = '', token = '', username = '' } = credentials;
  switch (vendor) {
    case 'qradar':
      return {
        accounts: qradarAccounts(vendor, createQRadar({ ...connection, auth: { secToken } })),
        defaults: { roles: ['Analyst'], securityProfile: 'Default' },
        deactivate: 'remove',
        groups: 'roles',
      };
    case 'iq': {
      const iq = createIq({ ...connection, auth: { username, password } });
      return { accounts: iqAccounts(vendor, iq, { ownUsername: username }), deactivate: 'remove' };
    }
    case 'qlik':
      return {
        accounts: qlikAccounts(vendor, createQlik({ ...connection, auth: { apiKey: token } })),
        groups: 'roles',
      };
    case 'qualys-saq': {
      const saq = createQualysSaq({ ...connection, auth: { username, password } });
      return {
        accounts: qualysSaqAccounts(vendor, saq, { ownUsername: username }),
        defaults: { company: 'Example' },
        deactivate: 'remove',
      };
    }
  }
}
