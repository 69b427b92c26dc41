import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

interface Line {
  readonly plan: string;
  readonly key: string;
  readonly login: string;
  readonly step: string;
  readonly outcome: string;
}

function lines(): Line[] {
  const text = company.read('.rollcall/audit.jsonl');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** A leaver, and a run that was cut off after the journal and the audit had said what comes next. */
async function cutOff(after: 'start' | 'write'): Promise<void> {
  company = await startCompany(HEAD + leaver('gone0'), { qradar: { users: [qradarUser(2000, 'gone0')] } });
  await company.run('plan', '--out', 'plan.json');
  await company.run('apply', 'plan.json');
  const keepUntil = (file: string, isLast: (line: string) => boolean) => {
    const all = company
      .read(file)
      .split('\n')
      .filter((line) => line !== '');
    company.put(file, `${all.slice(0, all.findIndex(isLast) + 1).join('\n')}\n`);
  };
  keepUntil('.rollcall/journal.jsonl', (line) => line.includes('"start"'));
  keepUntil('.rollcall/audit.jsonl', (line) => line.includes('"intended"'));
  if (after === 'start') company.mocks.qradar.seed({ users: [qradarUser(2000, 'gone0')] });
}

describe('the audit of a run that was cut off', () => {
  it('has the intent before the write, and the outcome that the next run finds', async () => {
    await cutOff('write');
    expect(lines().map(({ outcome }) => outcome)).toEqual(['intended']);
    const { code, err } = await company.run('apply', 'plan.json');
    expect([code, err]).toEqual([0, expect.stringMatching(/begun by an earlier apply.*it goes on/)]);
    expect(lines().map(({ login, outcome }) => [login, outcome])).toEqual([
      ['gone0', 'intended'],
      ['gone0', 'recovered'],
    ]);
  });

  it('has the steps of the run that does it after all', async () => {
    await cutOff('start');
    expect((await company.run('apply', '--yes')).code).toBe(0);
    expect(lines().map(({ outcome, step }) => [step, outcome])).toEqual([
      ['remove', 'intended'],
      ['remove', 'intended'],
      ['account-removed', 'done'],
      ['absence-confirmed', 'done'],
    ]);
  });

  it('calls the outcome unknown when the run is given up', async () => {
    await cutOff('write');
    company.put('people.csv', `${HEAD}new,new@example.com,active,SOC\n`);
    await company.run('plan', '--out', 'other.json');
    const before = company.writes();
    const refused = await company.run('apply', 'other.json');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/did not come to its end.*--abandon/),
    ]);
    expect(company.writes()).toEqual(before);
    await company.run('apply', 'other.json', '--abandon');
    expect(lines().find(({ outcome }) => outcome === 'unknown')).toMatchObject({
      login: 'gone0',
      step: 'remove',
    });
    expect(lines().filter(({ outcome }) => outcome === 'unknown')).toHaveLength(1);
  });

  it('gives a leave that goes on what the earlier one had done', async () => {
    company = await startCompany(HEAD + leaver('gone0'), {
      qradar: { users: [qradarUser(2000, 'gone0')] },
      iq: { users: [{ username: 'gone0', firstName: 'G', lastName: 'O', email: 'gone0@example.com' }] },
    });
    await company.run('leave', 'gone0', '--yes');
    const finished = company.read('.rollcall/journal.jsonl').split('\n');
    company.put(
      '.rollcall/journal.jsonl',
      `${finished.filter((line) => line !== '' && !line.includes('"finished"')).join('\n')}\n`,
    );
    const { code, err, out } = await company.run('leave', 'gone0', '--yes', '--json');
    expect([code, err]).toEqual([0, expect.stringMatching(/earlier leave of this person.*goes on/)]);
    const { systems } = JSON.parse(out);
    const done = systems.flatMap((each: { done: { kind: string }[] }) => each.done.map(({ kind }) => kind));
    expect(done.filter((kind: string) => kind === 'absence-confirmed')).toHaveLength(2);
  });
});
