import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
beforeAll(async () => {
  company = await startCompany(HEAD, { qradar: { users: [qradarUser(2000, 'gone')] } });
});
afterAll(() => company.close());

/** What `plan` says to a people file, with its exit code. */
async function planWith(people: string | Uint8Array, file = 'people.csv') {
  company.put('rollcall.yaml', company.read('rollcall.yaml').replace(/^people: .*$/m, `people: ${file}`));
  company.put(file, people);
  const { code, err, out } = await company.run('plan');
  expect(company.writes()).toEqual([]);
  return { code, err, out };
}

describe('a people file that would lose something without a word', () => {
  it.each([
    ['is empty', '', /people\.csv is empty; its first line names the columns: person, name/],
    ['has no line of names', 'gone,gone@example.com\n', /the column person is missing/],
    ['is separated by semicolons', HEAD.replaceAll(',', ';'), /separated by ';'; separate them by commas/],
    ['is separated by tabs', HEAD.replaceAll(',', '\t'), /separated by a tab/],
    ['has a column twice', 'person,addresses,status,status,department\n', /has the column 'status' twice/],
    ['misspells a column', 'person,adresses,status,department\n', /'adresses'; is 'addresses' meant/],
    ['capitalises a column', 'person,addresses,Status,department\n', /'Status'; is 'status' meant/],
    [
      'misspells what a rule asks for',
      'person,addresses,departement\n',
      /'departement'; is 'department' meant/,
    ],
    ['has no column that a rule asks for', 'person,addresses\n', /rule .* asks for 'department'/],
    [
      'names a login of a system that there is not',
      'person,addresses,department,login.qradra\n',
      /no system is called 'qradra'; there are qradar/,
    ],
    ['has a line twice', HEAD + leaver('gone') + leaver('gone'), /has the person 'gone' twice/],
    [
      'has somebody without an address',
      `${HEAD}gone,,left,\n`,
      /line 2, person 1: gone has no address, alias or login/,
    ],
    [
      'gives one address to two people',
      `${HEAD}one,same@example.com,active,\ntwo,Same@example.com,active,\n`,
      /one and two both have same@example\.com/,
    ],
    [
      'gives one login of a system to two people',
      'person,addresses,department,login.qradar\none,a@example.com,,jo\ntwo,b@example.com,,Jo\n',
      /one and two both have the login jo of qradar/,
    ],
    ['breaks off within a line', `${HEAD}one,one@example.com,act`, /people\.csv is not CSV.*line 2/],
    ['has a column moved', `${HEAD}one,active,one@example.com,\n`, /status is 'one@example\.com'/],
    [
      'is in the encoding of Windows',
      Buffer.from(`${HEAD}jürgen,juergen@example.com,active,SOC\n`, 'latin1'),
      /is not UTF-8.*save it again as UTF-8/,
    ],
    ['is in UTF-16', Buffer.from(`\u{feff}${HEAD}${leaver('gone')}`, 'utf16le'), /is not UTF-8/],
  ])('is refused when it %s', async (_what, text, message) => {
    const { code, err } = await planWith(text);
    expect([code, err.split('\n')]).toEqual([1, [expect.stringMatching(message), '']]);
  });

  it('is refused as YAML for the same misspelt names', async () => {
    const { code, err } = await planWith(
      '- { person: gone, adresses: [gone@example.com], status: left }\n',
      'p.yaml',
    );
    expect([code, err]).toEqual([1, expect.stringMatching(/'adresses'; is 'addresses' meant/)]);
  });
});

describe('a people file that names nobody', () => {
  it.each([
    ['people.csv', HEAD],
    ['p.yaml', '[]\n'],
  ])('is read and told, and nobody is taken away: %s', async (file, text) => {
    const { code, err, out } = await planWith(text, file);
    expect([code, err, out]).toEqual([0, expect.stringMatching(/names nobody/), 'Nothing to do.\n']);
  });
});

describe('an accented name', () => {
  it('is the same whether the accent is part of the letter or stands behind it', async () => {
    company.mocks.qradar.seed({ users: [qradarUser(2001, 'j\u00fcrgen')] });
    const { out } = await planWith(
      'person,addresses,status,department,login.qradar\nj,j@x.example,left,,ju\u0308rgen\n',
    );
    expect(out).toMatch(/- remove jürgen/);
    const yaml = company.read('rollcall.yaml');
    company.put(
      'rollcall.yaml',
      yaml.replace('vendor: qradar', 'vendor: qradar\n    service: [ju\u0308rgen]'),
    );
    const kept = await company.run('plan');
    expect([kept.code, kept.out]).toEqual([0, expect.stringMatching(/it is a service account/)]);
    company.put('rollcall.yaml', yaml.replace('vendor: qradar', 'vendor: qradar\n    service: [juergen]'));
    const misspelt = await company.run('plan');
    expect([misspelt.code, misspelt.err]).toEqual([
      2,
      "qradar: 'juergen' is listed as a service account, and no account is called so: as it is spelt it protects nobody\n",
    ]);
    company.put('rollcall.yaml', yaml);
  });
});

describe('a people file as spreadsheets write it', () => {
  it.each([
    ['a byte order mark', `\u{feff}${HEAD}${leaver('gone')}`],
    ['CRLF', (HEAD + leaver('gone')).replaceAll('\n', '\r\n')],
    ['empty lines, and lines of commas alone', `${HEAD}\n,,,\n${leaver('gone')},,,\n\n`],
    [
      'columns of its own',
      `person,addresses,status,department,cost centre\ngone,gone@example.com,left,,42\n`,
    ],
  ])('is read with %s', async (_what, text) => {
    const { code, out } = await planWith(text);
    expect([code, out]).toEqual([2, expect.stringContaining('- remove gone')]);
  });
});
