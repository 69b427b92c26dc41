import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

const IQ_USER = { username: 'gone', firstName: 'G', lastName: 'O', email: 'gone@example.com' };

/** Makes the last run look cut off: its journal has no end. */
function cutOff(): void {
  const lines = company.read('.rollcall/journal.jsonl').split('\n');
  const kept = lines.filter((line) => line !== '' && !line.includes('"finished"'));
  company.put('.rollcall/journal.jsonl', `${kept.join('\n')}\n`);
}

describe('leave where nobody can be asked', () => {
  it('looks for the person first, and says who would lose everything', async () => {
    company = await startCompany(HEAD + leaver('gone'));
    const unknown = await company.run('leave', 'nobody');
    expect([unknown.code, unknown.err]).toEqual([
      1,
      expect.stringMatching(/'nobody' is nobody in the people/),
    ]);
    const known = await company.run('leave', 'gone@example.com');
    expect([known.code, known.err]).toEqual([1, expect.stringMatching(/whether gone shall lose everything/)]);
  });
});

describe('leave where accounts are disabled', () => {
  const KEY = { description: 'export', subType: 'user' };

  async function withDisabled(keys: boolean) {
    company = await startCompany(
      HEAD + leaver('gone'),
      {
        qlik: {
          extend: true,
          users: [{ id: 'gone-id', subject: 'idp|gone', email: 'gone@example.com', status: 'disabled' }],
          ...(keys ? { apiKeys: [{ ...KEY, sub: 'gone-id' }] } : {}),
        },
      },
      { leavers: 'disable' },
    );
  }

  it('names one that was disabled before as what was there', async () => {
    await withDisabled(false);
    const { code, out } = await company.run('leave', 'gone', '--yes');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/qlik .*\n {2}was there: idp\|gone \(gone-id\) disabled/),
    ]);
    expect(company.writes()).toEqual([]);
  });

  it('revokes the keys of one that was disabled before', async () => {
    await withDisabled(true);
    const { code, out } = await company.run('leave', 'gone', '--yes', '--json', '--system', 'qlik');
    expect(code).toBe(0);
    const [qlik] = JSON.parse(out).systems;
    expect(qlik.found[0].tokens).toHaveLength(1);
    expect(qlik.done.map(({ kind }: { kind: string }) => kind)).toContain('token-revoked');
    expect((await company.run('plan')).code).toBe(0);
  });
});

describe('leave after a run that was cut off', () => {
  it('does not take a plan that looked at fewer systems for its own', async () => {
    company = await startCompany(HEAD + leaver('gone'), {
      qradar: { users: [qradarUser(2000, 'gone')] },
      iq: { users: [IQ_USER] },
    });
    await company.run('apply', '--yes', '--system', 'qradar');
    cutOff();
    const { code, err } = await company.run('leave', 'gone', '--yes');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/did not come to its end, and this is another plan/),
    ]);
    const abandoned = await company.run('leave', 'gone', '--yes', '--abandon', '--json');
    expect(JSON.parse(abandoned.out)).toMatchObject({ gone: true });
    expect((await company.run('users', 'find', 'iq', 'gone')).code).toBe(1);
  });

  it('does not take a plan without changes for its own', async () => {
    company = await startCompany(HEAD + leaver('gone') + leaver('other'), { iq: { users: [IQ_USER] } });
    await company.run('leave', 'other', '--yes');
    cutOff();
    await company.run('leave', 'gone', '--yes', '--abandon');
    expect((await company.run('users', 'find', 'iq', 'gone')).code).toBe(1);
  });

  it('says what to do when the plan of that run is lost', async () => {
    company = await startCompany(HEAD + leaver('gone'), { iq: { users: [IQ_USER] } });
    await company.run('leave', 'gone', '--yes');
    cutOff();
    const journal = company.read('.rollcall/journal.jsonl');
    const { plan } = JSON.parse(journal.split('\n').find((line) => line.includes('"run"')) ?? '');
    company.put(`.rollcall/plan-${plan}.json`, '{"version": 1, "ent');
    const { code, err } = await company.run('leave', 'gone', '--yes');
    expect([code, err]).toEqual([1, expect.stringMatching(/its plan .* cannot be read.*--abandon/)]);
    expect((await company.run('leave', 'gone', '--yes', '--abandon')).code).toBe(0);
  });
});
