import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

const NAMES = ['gone0', 'gone1'];
const USERS = NAMES.map((name, index) => qradarUser(2000 + index, name));
const BACK = `${HEAD}gone0,gone0@example.com,left,\ngone1,gone1@example.com,active,\n`;

async function planned(): Promise<void> {
  company = await startCompany(HEAD + NAMES.map(leaver).join(''), { qradar: { users: USERS } });
  await company.run('plan', '--out', 'plan.json');
}

/** Cuts the journal after the first change was done. */
function cutOff(): void {
  const lines = company.read('.rollcall/journal.jsonl').split('\n');
  const end = lines.findIndex((line) => line.includes('"done"'));
  company.put('.rollcall/journal.jsonl', `${lines.slice(0, end + 1).join('\n')}\n`);
}

/** Name of the file in which a run has kept its plan. */
function keptPlan(): string {
  const line = company
    .read('.rollcall/journal.jsonl')
    .split('\n')
    .find((each) => each.includes('"run"'));
  return `.rollcall/plan-${JSON.parse(line ?? '').plan}.json`;
}

const edits: [string, () => void, RegExp][] = [
  [
    'somebody who left is back',
    () => company.put('people.csv', BACK),
    /^rollcall: the people file changed after the plan was made\. Make a new plan; nothing was done\n$/,
  ],
  [
    'a rule is another',
    () => company.put('rollcall.yaml', company.read('rollcall.yaml').replace('Analyst', 'Other')),
    /the rules of rollcall\.yaml changed after/,
  ],
  [
    'leavers shall be disabled now',
    () => company.put('rollcall.yaml', `${company.read('rollcall.yaml')}leavers: disable\n`),
    /the rules of rollcall\.yaml changed after/,
  ],
  [
    'nobody can tell what the plan was made from',
    () => {
      const { madeFrom: _without, ...plan } = JSON.parse(company.read('plan.json'));
      company.put('plan.json', JSON.stringify(plan));
    },
    /is no whole plan; make it again/,
  ],
];

describe('a saved plan', () => {
  it.each(edits)('does nothing when %s', async (_what, edit, message) => {
    await planned();
    edit();
    const { code, err } = await company.run('apply', 'plan.json');
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(company.writes()).toEqual([]);
  });

  it('is carried out when the same people stand in another order', async () => {
    await planned();
    company.put('people.csv', HEAD + NAMES.toReversed().map(leaver).join(''));
    expect((await company.run('apply', 'plan.json')).code).toBe(0);
    expect(company.writes()).toEqual(['deleteUser', 'deleteUser']);
  });

  it('is not carried out again where `leave` has kept it and people are others now', async () => {
    company = await startCompany(HEAD + leaver('gone0'), { qradar: { users: USERS } });
    await company.run('leave', 'gone0', '--yes');
    company.mocks.qradar.seed({ users: USERS });
    company.put('people.csv', BACK.replace('left', 'active'));
    const { code, err } = await company.run('apply', keptPlan());
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/the people file changed after the plan was made/),
    ]);
    expect(company.writes()).toEqual(['deleteUser']);
  });
});

describe('a run that was cut off', () => {
  it('begins nothing more when people are others now, and says so', async () => {
    await planned();
    await company.run('apply', 'plan.json');
    cutOff();
    company.mocks.qradar.seed({ users: USERS.slice(1) });
    company.put('people.csv', BACK);
    const { code, out } = await company.run('apply', '--yes');
    expect(code).toBe(1);
    expect(out).toMatch(/already +qradar: remove gone0/);
    expect(out).toMatch(/refused +qradar: remove gone1: it was not begun, and the people file changed/);
    expect(company.writes()).toEqual(['deleteUser', 'deleteUser']);
    expect((await company.run('plan')).code).toBe(0);
  });

  it('finishes what it had begun, although people are others now', async () => {
    await planned();
    await company.run('apply', 'plan.json');
    const journal = company.read('.rollcall/journal.jsonl').split('\n');
    const end = journal.findLastIndex((line) => line.includes('"start"'));
    company.put('.rollcall/journal.jsonl', `${journal.slice(0, end + 1).join('\n')}\n`);
    company.put('people.csv', BACK);
    const { code, out } = await company.run('apply', '--yes');
    expect([code, out]).toEqual([0, expect.stringMatching(/recovered +qradar: remove gone1/)]);
  });

  it('goes on when `leave` had begun it for somebody who is active in the people file', async () => {
    company = await startCompany(BACK, { qradar: { users: USERS } });
    await company.run('leave', 'gone1', '--yes');
    const journal = company.read('.rollcall/journal.jsonl');
    const run = journal.split('\n').find((line) => line.includes('"run"'));
    company.put('.rollcall/journal.jsonl', `${run}\n`);
    company.mocks.qradar.seed({ users: USERS });
    const { code, err, out } = await company.run('leave', 'gone1', '--yes', '--json');
    expect([code, err]).toEqual([0, expect.stringMatching(/earlier leave of this person was cut off/)]);
    expect(JSON.parse(out)).toMatchObject({ gone: true });
  });
});
