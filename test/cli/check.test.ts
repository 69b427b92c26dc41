import type { Vendor } from '@rollcall/mock-servers';
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

const ANALYST = { created_by: 'admin', user_role_id: 2, security_profile_id: 1 };
const SEEDS = {
  qradar: {
    authorized_services: [
      { id: 90, label: 'old', token: 'expired-token', ...ANALYST, expiration_date: 1 },
      { id: 91, label: 'weak', token: 'analyst-token', ...ANALYST },
    ],
  },
  iq: {
    users: [
      { username: 'reader', firstName: 'R', lastName: 'R', email: 'r@example.com', password: 'reader-pass' },
    ],
  },
};

/** Checks one system with another credential, whose secret is in the variable OTHER. */
async function checkWith(vendor: Vendor, auth: string, secret: string) {
  company = await startCompany(HEAD, SEEDS);
  Object.assign(company.env, { OTHER: secret });
  const { url } = company.mocks[vendor];
  company.put('rollcall.yaml', `systems: { it: { vendor: ${vendor}, url: '${url}', auth: { ${auth} } } }\n`);
  const json = await company.run('check', '--json');
  const text = await company.run('check');
  expect([text.code, text.err]).toEqual([json.code, json.err]);
  expect(text.out + text.err + json.out).not.toContain(secret);
  expect(company.writes()).toEqual([]);
  return {
    code: json.code,
    err: json.err,
    text: text.out,
    it: json.out ? JSON.parse(json.out)[0] : undefined,
  };
}

const OTHER = `'\${env:OTHER}'`;

describe('check with a credential that', () => {
  const refused: [string, Vendor, string, string, RegExp][] = [
    ['has expired', 'qradar', `secToken: ${OTHER}`, 'expired-token', /has expired/],
    ['is a token in place of a password', 'qradar', `username: admin, password: ${OTHER}`, 'a-token', /401/],
    ['is a password in place of a token', 'iq', `bearerToken: ${OTHER}`, 'a-password', /401/],
    ['is of another tenant', 'qlik', `apiKey: ${OTHER}`, 'key-of-another', /401/],
    ['is wrong', 'qualys-saq', `username: sandbox, password: ${OTHER}`, 'not-that-one', /401/],
  ];
  it.each(refused)('%s: says that %s does not accept it', async (_what, vendor, auth, secret, problem) => {
    const { code, it: checked, text } = await checkWith(vendor, auth, secret);
    expect(code).toBe(1);
    expect(checked).toMatchObject({ reachable: true, accepted: false, mayList: false });
    expect(checked.problem).toMatch(problem);
    expect(checked.problem).toMatch(/check that it is the right one for this server and has not expired/);
    expect(text).toMatch(/^it +yes +no /m);
  });

  const weak: [Vendor, string, string][] = [
    ['iq', `username: reader, password: ${OTHER}`, 'reader-pass'],
    ['qualys-saq', `username: noaccess, password: ${OTHER}`, 'noaccess'],
  ];
  it.each(weak)('%s knows and that may do nothing: says both', async (vendor, auth, secret) => {
    const { code, it: checked, text } = await checkWith(vendor, auth, secret);
    expect(code).toBe(1);
    expect(checked).toMatchObject({ reachable: true, accepted: true, mayList: false });
    expect(checked.problem).toMatch(/403.*known but not allowed to do this: check its role/);
    expect(text).toMatch(/^it +yes +yes /m);
  });

  it('sees no account at all on QRadar: says so, and that something is wrong', async () => {
    const { code, it: checked, text } = await checkWith('qradar', `secToken: ${OTHER}`, 'analyst-token');
    expect(code).toBe(1);
    expect(checked).toMatchObject({ accepted: true, accounts: 0 });
    expect(text).toMatch(/it: it answers that it has no accounts at all.*what the credential may see/);
  });

  it('is of a kind that the vendor does not take: refuses the file before anything is sent', async () => {
    const { code, err } = await checkWith('qlik', `username: admin, password: ${OTHER}`, 'a-password');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/systems\.it\.auth has username and password, and qlik takes apiKey/),
    ]);
    expect(company.mocks.qlik.journal).toEqual([]);
  });

  it('may read accounts of Qlik and not their keys: leaves the keys out of what it may read', async () => {
    company = await startCompany(HEAD);
    company.mocks.qlik.faults.add({ operationId: 'listApiKeys', status: 403, times: 9 });
    const { code, out } = await company.run('check', '--system', 'qlik');
    expect([code, out]).toEqual([0, expect.stringMatching(/^qlik .*not told +accounts, roles +\d/m)]);
  });
});
