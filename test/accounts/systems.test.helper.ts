import type { AccountSystem, NewAccount, Vendor } from '@rollcall/accounts';
import { iqAccounts } from '@rollcall/accounts/iq';
import { qlikAccounts } from '@rollcall/accounts/qlik';
import { qradarAccounts } from '@rollcall/accounts/qradar';
import { qualysSaqAccounts } from '@rollcall/accounts/qualys-saq';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { type MockOptions, type RunningMock, startMock } from '@rollcall/mock-servers';

export interface Place {
  readonly mock: RunningMock;
  readonly system: AccountSystem;
}

/** A sandbox on a port of its own, and its accounts. */
export async function startPlace(vendor: Vendor, options: MockOptions = {}): Promise<Place> {
  const mock = await startMock(vendor, { strict: true, taskStepMs: 5, ...options });
  return { mock, system: accountsOf(vendor, mock) };
}

/** The accounts of a sandbox that runs already. */
export function accountsOf(vendor: Vendor, { credentials, url: baseUrl }: RunningMock): AccountSystem {
  const { password = '', secToken = '', token = '', username = '' } = credentials;
  const retry = { baseDelayMs: 1, maxDelayMs: 5 };
  switch (vendor) {
    case 'qradar':
      return qradarAccounts('place', createQRadar({ baseUrl, auth: { secToken }, retry }));
    case 'iq':
      return iqAccounts('place', createIq({ baseUrl, auth: { username, password }, retry }), {
        realms: ['Internal', 'SAML'],
        ownUsername: username,
      });
    case 'qlik':
      return qlikAccounts('place', createQlik({ baseUrl, auth: { apiKey: token }, retry }));
    case 'qualys-saq':
      return qualysSaqAccounts('place', createQualysSaq({ baseUrl, auth: { username, password }, retry }));
  }
}

const PERSON = { givenName: 'Kim', familyName: 'Lee', addresses: ['kim.lee@example.com'] };

/** A new account with everything that a vendor takes. */
export const newAccounts: Readonly<Record<Vendor, NewAccount>> = {
  qradar: { login: 'klee', ...PERSON, roles: ['Analyst'], securityProfile: 'Default' },
  iq: { login: 'klee', ...PERSON },
  qlik: { login: 'idp|klee', displayName: 'Kim Lee', addresses: PERSON.addresses, roles: ['Developer'] },
  'qualys-saq': { ...PERSON, company: 'Example' },
};
