// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets look like this in rollcall.yaml
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

describe('rollcall.yaml', () => {
  it.each([
    [
      'systems: { q: { vendor: qradar, url: "https://q.example", auth: { secToken: plain-secret } } }',
      /never the secret itself/,
    ],
    [
      'systems: { q: { vendor: splunk, url: "https://q.example", auth: {} } }',
      /systems\.q\.vendor must be one of qradar/,
    ],
    [
      'systems: { q: { vendor: qlik, url: "https://q.example", auth: {}, realm: x } }',
      /systems\.q has 'realm'/,
    ],
    ['systems: {}', /systems must NOT have fewer than 1/],
    ['systems: [', /is not YAML/],
    [
      'systems: { q: { vendor: qlik, url: "https://q.example", auth: {} } }\nrules: [{ system: r }]',
      /names the system 'r'; there are q/,
    ],
    [
      'systems: { q: { vendor: qlik, url: "https://q.example", auth: {} } }',
      /systems\.q\.auth\.apiKey is missing/,
    ],
    [
      'systems: { q: { vendor: qlik, url: "https://q.example", auth: { apiKey: "${env:UNSET}" } } }',
      /variable UNSET/,
    ],
  ])('%s is refused in one sentence', async (text, message) => {
    company = await startCompany(HEAD);
    company.put('rollcall.yaml', text);
    const { code, err } = await company.run('report');
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('plain-secret');
  });

  it('takes a secret from a file and from a command', async () => {
    company = await startCompany(HEAD);
    company.put('key', `${company.env.SECRET_qlik}\n`);
    const yaml = company.read('rollcall.yaml');
    company.put('rollcall.yaml', yaml.replace('${env:SECRET_qlik}', '${file:key}'));
    expect((await company.run('check', '--system', 'qlik')).code).toBe(0);
    company.put('rollcall.yaml', yaml.replace('${env:SECRET_qlik}', '{ command: [cat, key] }'));
    expect((await company.run('check', '--system', 'qlik')).code).toBe(0);
  });
});

describe('the people file', () => {
  it.each([
    ['person,addresses\nkim,a@example.com\nkim,b@example.com\n', /has the person 'kim' twice/],
    ['person,status\nkim,gone\n', /person 1: status is 'gone'/],
    ['name\nKim\n', /the column person is missing/],
  ])('%j is refused in one sentence', async (text, message) => {
    company = await startCompany(text);
    const { code, err } = await company.run('plan');
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('may be YAML, with logins by system', async () => {
    company = await startCompany(HEAD, {}, { people: 'people.yaml' });
    company.put('people.yaml', '- person: kim\n  addresses: [kim@example.com]\n  logins: { qradar: jdoe }\n');
    const { out } = await company.run('report', '--json', '--system', 'qradar');
    const { accounts } = JSON.parse(out);
    expect(accounts.find(({ login }: { login: string }) => login === 'jdoe')).toMatchObject({
      person: 'kim',
    });
  });
});

describe('check', () => {
  it('tells for each system whether the credential is accepted', async () => {
    company = await startCompany(HEAD);
    company.put('rollcall.yaml', company.read('rollcall.yaml').replace('${env:SECRET_iq}', '${env:WRONG}'));
    Object.assign(company.env, { WRONG: 'not the password' });
    const { code, out } = await company.run('check', '--json');
    expect(code).toBe(1);
    const byName = Object.fromEntries(JSON.parse(out).map((each: { system: string }) => [each.system, each]));
    expect(byName.qlik).toMatchObject({ reachable: true, accepted: true, mayList: true });
    expect(byName.iq).toMatchObject({ reachable: true, accepted: false, mayList: false });
    expect(company.writes()).toEqual([]);
  });

  it('says which system tells its version, and what the credential may read', async () => {
    company = await startCompany(HEAD);
    const { code, out } = await company.run('check');
    expect(code).toBe(0);
    expect(out).toMatch(/^qradar .*Update Package \d+ +accounts, roles, tokens and memberships/m);
    for (const name of ['iq', 'qlik'])
      expect(out).toMatch(new RegExp(`^${name} .*not told +accounts, roles, tokens`, 'm'));
    expect(out).toMatch(/^qualys-saq .*not told +accounts/m);
  });

  it('tells a system that cannot be reached', async () => {
    company = await startCompany(HEAD);
    await company.mocks.iq.close();
    const { code, out } = await company.run('check', '--json', '--system', 'iq');
    expect(code).toBe(1);
    expect(JSON.parse(out)[0]).toMatchObject({ reachable: false });
  });
});

describe('the sandboxes inside', () => {
  it.each([
    ['report', 0],
    ['plan', 2],
    ['check', 0],
  ])('%s runs on them without a configuration', async (command, code) => {
    company = await startCompany(HEAD);
    const ran = await company.run(command, '--sandbox');
    expect([ran.code, ran.err]).toEqual([code, '']);
  });
});

describe('the help of every command', () => {
  it.each([
    'report',
    'plan',
    'apply',
    'leave',
    'check',
    'init',
    'users list',
    'users get',
    'users find',
    'roles list',
  ])('%s shows how it is called', async (command) => {
    company = await startCompany(HEAD);
    const { code, out } = await company.run(...command.split(' '), '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Examples:\n  rollcall ${command}`);
  });
});

describe('a mistake on the command line', () => {
  it.each([
    [['reprot'], /reprot/],
    [['report', '--jsno'], /jsno/],
    [['users', 'find', 'qradar'], /WHO/],
    [['report', '--system', 'splunk'], /no system is called 'splunk'; there are qradar, iq/],
    [['apply', '--allow-removals', 'many', '--yes'], /many/],
  ])('%j is told without a stack', async (args, message) => {
    company = await startCompany(HEAD);
    const { code, err } = await company.run(...args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
