import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

/** QRadar users who all left, `count` of them, and the lines of the people file. */
function leavers(count: number) {
  const names = Array.from({ length: count }, (_, index) => `gone${index}`);
  return {
    people: HEAD + names.map(leaver).join(''),
    seeds: { qradar: { users: names.map((name, index) => qradarUser(2000 + index, name)) } },
  };
}

describe('plan', () => {
  it('writes nothing, and says by its exit code that there are changes', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(`${people}new,new@example.com,active,SOC\n`, seeds);
    const { code, out } = await company.run('plan');
    expect(code).toBe(2);
    expect(out).toMatch(/remove gone0/);
    expect(out).toMatch(/create new with Analyst/);
    expect(company.writes()).toEqual([]);
  });

  it('says by its exit code that there is nothing to do', async () => {
    company = await startCompany(HEAD);
    const { code, out } = await company.run('plan');
    expect([code, out]).toEqual([0, 'Nothing to do.\n']);
  });

  it('plans no removal after an incomplete walk', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(people, seeds);
    company.mocks.qradar.faults.add({ operationId: 'listUsers', truncate: true, times: 20 });
    const { code, out } = await company.run('plan', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).entries).toEqual([]);
  });

  it('creates and removes nobody where a system answers that it has no accounts at all', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(`${people}new,new@example.com,active,SOC\n`, seeds);
    company.mocks.qradar.faults.add({
      operationId: 'listUsers',
      status: 200,
      body: [],
      headers: { 'content-range': 'items */0' },
      times: 20,
    });
    const { code, out } = await company.run('plan', '--json', '--system', 'qradar');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      entries: [],
      systems: [{ complete: false, error: expect.stringMatching(/no accounts at all/) }],
    });
  });

  it('refuses an account that fits two people', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(`${people}twin,gone0@example.com,active,\n`, seeds);
    const { code, err } = await company.run('plan');
    expect(code).toBe(1);
    expect(err).toMatch(/fits gone0 and twin/);
  });

  it('keeps no secret in the file', async () => {
    company = await startCompany(`${HEAD}new,new@example.com,active,SOC\n`);
    await company.run('plan', '--out', 'plan.json');
    const text = company.read('plan.json');
    for (const [name, value] of Object.entries(company.env)) {
      if (name.startsWith('SECRET_')) expect(text).not.toContain(value);
    }
    expect(text).not.toMatch(/password/i);
  });
});

describe('apply', () => {
  it('does nothing at all one above the limit, and everything when the number is named', async () => {
    const { people, seeds } = leavers(3);
    company = await startCompany(`${people}new,new@example.com,active,SOC\n`, seeds);
    const refused = await company.run('apply', '--yes');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/would lose 3 of 5 accounts, and the limit is 2/);
    expect((await company.run('apply', '--yes', '--allow-removals', '2')).code).toBe(1);
    expect(company.writes()).toEqual([]);
    const allowed = await company.run('apply', '--yes', '--allow-removals', '3');
    expect([allowed.code, allowed.err]).toEqual([0, '']);
    expect((await company.run('plan')).code).toBe(0);
  });

  it.each([
    ['no role', { roles: [] }],
    ['no group', { groups: [] }],
  ])('counts for the limit who is left with %s, and no other change', async (_what, rule) => {
    const names = ['one', 'two', 'three'];
    const held = { assignedRoles: [{ name: 'Developer' }], assignedGroups: [{ name: 'Finance' }] };
    const user = (name: string) => ({ ...held, subject: name, name, email: `${name}@example.com` });
    const people = HEAD + names.map((name) => `${name},${name}@example.com,active,Data\n`).join('');
    const rules = (given: object) => ({ rules: [{ system: 'qlik', ...given }] });
    const seeds = { qlik: { extend: true, users: names.map(user) } };
    company = await startCompany(people, seeds, rules(rule));
    const run = await company.run('apply', '--yes');
    expect([run.code, run.err]).toEqual([
      1,
      expect.stringMatching(
        /qlik would lose 3 of \d+ accounts \(3 by a change that leaves no role, group or tag\), and the limit is 2.*--allow-removals 3/,
      ),
    ]);
    expect(company.writes()).toEqual([]);
    const config = company.read('rollcall.yaml');
    company.put('rollcall.yaml', config.replace(/(roles|groups): \[\]/, 'roles: [DataAdmin]'));
    expect((await company.run('apply', '--yes')).code).toBe(0);
    expect(company.writes()).toHaveLength(3);
  });

  it('does what is at the limit', async () => {
    const { people, seeds } = leavers(2);
    company = await startCompany(people, seeds);
    expect((await company.run('apply', '--yes')).code).toBe(0);
    expect(company.writes()).toEqual(['deleteUser', 'deleteUser']);
  });

  it('refuses the one change whose account is not as planned, and does the others', async () => {
    const { people, seeds } = leavers(2);
    company = await startCompany(people, seeds);
    await company.run('plan', '--out', 'plan.json');
    company.mocks.qradar.seed({ users: [{ ...qradarUser(2000, 'gone0'), user_role_id: 3 }] });
    const { code, out } = await company.run('apply', 'plan.json');
    expect(code).toBe(1);
    expect(out).toMatch(/refused +qradar: remove gone0: the account is not as planned: roles differs/);
    expect(out).toMatch(/done +qradar: remove gone1/);
    expect(company.writes()).toEqual(['deleteUser']);
  });

  it('never touches an administrator, whatever the plan says', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(people, seeds);
    await company.run('plan', '--out', 'plan.json');
    // The plan is made to say that the account was an administrator all along.
    const plan = JSON.parse(company.read('plan.json'));
    Object.assign(plan.entries[0].before, { administrator: true, roles: [{ id: '1', name: 'Admin' }] });
    company.put('plan.json', JSON.stringify(plan));
    company.mocks.qradar.seed({ users: [{ ...qradarUser(2000, 'gone0'), user_role_id: 1 }] });
    const { out } = await company.run('apply', 'plan.json');
    expect(out).toMatch(/refused .*never touched: it is an administrator/);
    expect(company.writes()).toEqual([]);
  });

  it('does nothing twice when the same plan is applied again', async () => {
    company = await startCompany(`${HEAD}new,new@example.com,active,SOC\n`);
    await company.run('plan', '--out', 'plan.json');
    await company.run('apply', 'plan.json');
    const before = company.writes();
    const { code, out } = await company.run('apply', 'plan.json');
    expect(code).toBe(0);
    expect(out).toMatch(/already +qradar: create new/);
    expect(company.writes()).toEqual(before);
  });

  it('asks nobody without a terminal', async () => {
    company = await startCompany(HEAD);
    const { code, err } = await company.run('apply');
    expect(code).toBe(1);
    expect(err).toMatch(/say --yes/);
  });

  it('adds a line of audit for each write', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(people, seeds);
    await company.run('apply', '--yes');
    const lines = company
      .read('.rollcall/audit.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ login, outcome, step }) => [login, step, outcome])).toEqual([
      ['gone0', 'remove', 'intended'],
      ['gone0', 'account-removed', 'done'],
      ['gone0', 'absence-confirmed', 'done'],
    ]);
  });

  it('refuses while another apply works on one of the systems', async () => {
    const { people, seeds } = leavers(1);
    company = await startCompany(people, seeds);
    await company.run('plan', '--out', 'plan.json');
    // The first one waits for an answer while the second one comes.
    company.mocks.qradar.faults.add({ operationId: 'deleteUser', latencyMs: 3000 });
    const first = company.run('apply', 'plan.json');
    await expect
      .poll(() => company.mocks.qradar.journal.filter(({ operationId }) => operationId === 'getUser').length)
      .toBeGreaterThan(1);
    const second = await company.run('apply', 'plan.json');
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/another apply works on qradar/);
    expect((await first).code).toBe(0);
    expect(company.writes()).toEqual(['deleteUser']);
  }, 60_000);
});
