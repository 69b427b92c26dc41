import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Company, startCompany } from './company.test.helper.js';

const PEOPLE = `person,addresses,status,givenName,familyName,department
anna,anna@example.com,active,Anna,Rossi,SOC
`;

let company: Company;
beforeAll(async () => {
  company = await startCompany(PEOPLE);
});
afterAll(() => company.close());

async function planWith(rule: object) {
  const config = parse(company.read('rollcall.yaml'));
  company.put('rollcall.yaml', stringify({ ...config, rules: [rule] }));
  const ran = await company.run('plan');
  expect(company.writes()).toEqual([]);
  return ran;
}

describe('a rule that gives what its system has not', () => {
  it.each([
    [{ system: 'qradar', roles: ['Analist'] }, /roles 'Analist', which qradar has not; there are Analyst, /],
    [
      { system: 'qradar', roles: ['Analyst'], securityProfile: 'Defualt' },
      /securityProfile 'Defualt'.*Default/,
    ],
    [
      { system: 'qlik', groups: ['acounting'] },
      /groups 'acounting', which qlik has not; there are accounting/,
    ],
    [{ system: 'iq', roles: ['Owner of it on organization Sandbox'] }, /roles 'Owner of it on organization/],
    [{ system: 'qualys-saq', company: 'x', tags: ['Bisness Units'] }, /tags 'Bisness Units'.*Business Units/],
    [{ system: 'qradar', tags: ['Europe'] }, /gives tags on qradar, and an account there has none/],
  ])('is refused before anything is planned: %j', async (rule, message) => {
    const { code, err } = await planWith(rule);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
  });

  it.each([
    { system: 'qradar', roles: ['Analyst'], securityProfile: 'Default' },
    { system: 'iq', roles: ['Developer on organization Sandbox Organization'] },
  ])('is no alarm where the system has it: %j', async (rule) => {
    const { code, out } = await planWith(rule);
    expect([code, out]).toEqual([2, expect.stringContaining('+ create anna')]);
  });
});
