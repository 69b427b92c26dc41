import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

/** A company with so many leavers and others, and a plan for them that was then written in. */
async function planned(
  count: number,
  edit: (plan: Record<string, unknown[]>) => void,
  others = 0,
): Promise<void> {
  const stay = Array.from({ length: others }, (_, index) => qradarUser(3000 + index, `stays${index}`));
  const names = Array.from({ length: count }, (_, index) => `gone${index}`);
  company = await startCompany(HEAD + names.map(leaver).join(''), {
    qradar: { users: [...names.map((name, index) => qradarUser(2000 + index, name)), ...stay] },
  });
  await company.run('plan', '--out', 'plan.json');
  const plan = JSON.parse(company.read('plan.json'));
  edit(plan);
  company.put('plan.json', JSON.stringify(plan));
}

const edits: [string, number, (plan: Record<string, unknown[]>) => void, RegExp][] = [
  [
    'speaks of more accounts than there are',
    3,
    ({ systems }) => {
      for (const system of systems ?? []) Object.assign(system as object, { accounts: 100_000 });
    },
    /qradar would lose 3 of 5 accounts, and the limit is 2/,
  ],
  [
    'no longer lists the system that it changes',
    3,
    (plan) => {
      plan.systems = [];
    },
    /changes gone0 in the system 'qradar', which is not among its own systems/,
  ],
  [
    'has an entry without a login',
    1,
    ({ entries }) => {
      Object.assign(entries?.[0] ?? {}, { login: undefined });
    },
    /is no whole plan/,
  ],
  [
    'was made for another address',
    1,
    ({ systems }) => {
      for (const system of systems ?? []) Object.assign(system as object, { url: 'https://other.example' });
    },
    /was made for qradar at https:\/\/other\.example/,
  ],
];

describe('a saved plan that somebody wrote in', () => {
  it.each(edits)('does nothing when it %s', async (_what, count, edit, message) => {
    await planned(count, edit);
    const { code, err } = await company.run('apply', 'plan.json');
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(company.writes()).toEqual([]);
  });

  it('counts what it has removed itself, so that it may be given again', async () => {
    await planned(3, () => {}, 57);
    expect((await company.run('apply', 'plan.json')).code).toBe(0);
    const again = await company.run('apply', 'plan.json');
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/3 done, 0 refused/)]);
    expect(company.writes()).toEqual(['deleteUser', 'deleteUser', 'deleteUser']);
  });
});

describe('the lock', () => {
  it('says what keeps it from being taken, and that it is not another apply', async () => {
    await planned(1, () => {});
    company.put('state', 'a file where the folder has to be');
    const { code, err } = await company.run('apply', 'plan.json');
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot hold the lock.*XDG_STATE_HOME/)]);
    expect(company.writes()).toEqual([]);
  });

  it('is the same for an address with a slash at its end', async () => {
    await planned(1, () => {});
    company.put('other.yaml', company.read('rollcall.yaml').replaceAll(/url: (.*)/g, 'url: $1/'));
    await company.run('plan', '--config', 'other.yaml', '--out', 'other.json');
    company.mocks.qradar.faults.add({ operationId: 'deleteUser', latencyMs: 3000 });
    const reads = () => company.mocks.qradar.journal.filter(({ operationId }) => operationId === 'getUser');
    const before = reads().length;
    const first = company.run('apply', 'plan.json');
    await expect.poll(() => reads().length).toBeGreaterThan(before);
    const second = await company.run('apply', 'other.json', '--config', 'other.yaml', '--abandon');
    expect(second.err).toMatch(/another apply works on/);
    expect((await first).code).toBe(0);
  }, 30_000);

  it('is one for each subscription of Qualys on one platform', async () => {
    await planned(1, () => {});
    const { url } = company.mocks['qualys-saq'];
    const second = `  second: { vendor: qualys-saq, url: '${url}', auth: { username: other, password: '\${env:SECRET_qualys_saq}' } }`;
    company.put('rollcall.yaml', company.read('rollcall.yaml').replace('systems:', `systems:\n${second}`));
    const { code, err } = await company.run('apply', 'plan.json');
    expect([code, err]).toEqual([0, expect.not.stringMatching(/another apply/)]);
  });

  it('refuses a configuration that has one system under two names', async () => {
    await planned(1, () => {});
    const { url } = company.mocks.qradar;
    company.put(
      'rollcall.yaml',
      company.read('rollcall.yaml').replace(/( {2}iq:[\s\S]*?url: )\S+/, `$1${url}`),
    );
    const { code, err } = await company.run('plan');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/systems\.qradar and systems\.iq are one address/),
    ]);
  });
});
