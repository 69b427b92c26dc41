import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

/** The findings of a report, as kind, system and login. */
async function findings(): Promise<string[]> {
  const { out } = await company.run('report', '--json', '--system', 'qradar');
  return JSON.parse(out).findings.map((each: { kind: string; login?: string }) =>
    `${each.kind} ${each.login ?? ''}`.trim(),
  );
}

describe('report', () => {
  it('names leavers, orphans and duplicates, and leaves protected accounts in peace', async () => {
    company = await startCompany(
      `${HEAD}${leaver('gone')}two,two@example.com;second@example.com,active,\njohn,jdoe@example.com,active,\n`,
      {
        qradar: {
          users: [
            qradarUser(2000, 'gone'),
            qradarUser(2001, 'nobody'),
            qradarUser(2002, 'two'),
            qradarUser(2003, 'second'),
          ],
        },
      },
    );
    expect(await findings()).toEqual(['leaver gone', 'orphan nobody', 'duplicate']);
    expect(company.writes()).toEqual([]);
  });

  it('never guesses whose an account is', async () => {
    company = await startCompany(`${HEAD}one,same@example.com,active,\ntwo,same@example.com,active,\n`, {
      qradar: { users: [{ ...qradarUser(2000, 'kim'), email: 'same@example.com' }] },
    });
    expect(await findings()).toContain('ambiguous kim');
  });

  it('says which system it could not read to its end, and still tells the others', async () => {
    company = await startCompany(HEAD);
    company.mocks.iq.faults.add({ operationId: 'listUsers', status: 403, times: 9 });
    const { code, err, out } = await company.run('report', '--json');
    expect(code).toBe(1);
    expect(err).toMatch(/^iq: not all accounts were read/);
    const { findings: found, systems } = JSON.parse(out);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'incomplete', system: 'iq' }));
    expect(systems.find(({ name }: { name: string }) => name === 'qlik')).toMatchObject({ complete: true });
  });

  it('writes CSV that no spreadsheet takes for a formula', async () => {
    company = await startCompany(HEAD, {
      qradar: { users: [qradarUser(2000, '=HYPERLINK(1)'), qradarUser(2001, '@SUM')] },
    });
    const { out } = await company.run('report', '--csv');
    expect(out).toContain("'=HYPERLINK(1)");
    expect(out).not.toMatch(/(?:^|,)"?[=@+-]/m);
  });

  it('writes a page that asks nobody for anything and runs no name', async () => {
    const nasty = '</script><img src=x onerror=alert(1)>';
    company = await startCompany(`${HEAD}"${nasty}",n@example.com,active,\n`, {
      qradar: { users: [{ ...qradarUser(2000, 'kim'), username: nasty, email: 'n@example.com' }] },
    });
    expect((await company.run('report', '--html', 'page.html')).code).toBe(0);
    const page = company.read('page.html');
    expect(page).not.toContain(nasty);
    expect(page).toContain('&lt;/script&gt;&lt;img');
    expect(page).not.toMatch(/<[^>]*(?:src|href)=|url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });

  it('shows escape sequences of a name as text', async () => {
    company = await startCompany(HEAD, { qradar: { users: [qradarUser(2000, 'evil\u001b[2Jname')] } });
    const { out } = await company.run('report');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('evil\\u001b[2Jname');
  });

  it('has the last login where the vendor tells it, and why not elsewhere', async () => {
    company = await startCompany(HEAD);
    const { out } = await company.run('report', '--json');
    const { accounts, systems } = JSON.parse(out);
    const seen = accounts.filter(({ lastSeenAt }: { lastSeenAt?: string }) => lastSeenAt !== undefined);
    expect(seen.map(({ login, system }: Record<string, string>) => `${system} ${login}`)).toEqual([
      'qradar admin',
    ]);
    expect(seen[0].lastSeenAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    const untold = systems.filter(({ absent }: { absent: object }) => 'lastSeenAt' in absent);
    expect(untold.map(({ name }: { name: string }) => name)).toEqual(['iq', 'qlik', 'qualys-saq']);
  });

  it('is coloured where FORCE_COLOR asks for it, and never against NO_COLOR', async () => {
    company = await startCompany(HEAD + leaver('gone'), { qradar: { users: [qradarUser(2000, 'gone')] } });
    const bold = '\u001b[1m';
    expect((await company.run('report', '--system', 'qradar')).out).not.toContain(bold);
    Object.assign(company.env, { FORCE_COLOR: '1' });
    expect((await company.run('report', '--system', 'qradar')).out).toContain(bold);
    Object.assign(company.env, { NO_COLOR: '1' });
    expect((await company.run('report', '--system', 'qradar')).out).not.toContain(bold);
  });

  it('shows nothing of any secret', async () => {
    company = await startCompany(HEAD);
    for (const form of [[], ['--json'], ['--csv']]) {
      const { err, out } = await company.run('report', ...form);
      for (const [name, value] of Object.entries(company.env)) {
        if (name.startsWith('SECRET_')) expect(out + err).not.toContain(value);
      }
    }
  });
});

describe('leave', () => {
  it('takes a person out everywhere, and files what was there, what was done and what is left', async () => {
    company = await startCompany(`${HEAD}kim,kim@example.com,active,\n`, {
      qradar: {
        users: [qradarUser(2000, 'kim')],
        authorized_services: [
          {
            id: 40,
            label: 'Export',
            token: 'token-of-kim',
            created_by: 'kim',
            user_role_id: 2,
            security_profile_id: 1,
          },
        ],
      },
      qlik: { extend: true, users: [{ subject: 'idp|kim', email: 'kim@example.com' }] },
    });
    const { code } = await company.run('leave', 'KIM@example.com', '--yes', '--evidence', 'kim.json');
    expect(code).toBe(0);
    const evidence = JSON.parse(company.read('kim.json'));
    expect(evidence).toMatchObject({ version: 1, person: 'kim', gone: true });
    const done = Object.fromEntries(
      evidence.systems.map(({ done, name }: { done: { kind: string }[]; name: string }) => [
        name,
        done.map(({ kind }) => kind),
      ]),
    );
    expect(done).toEqual({
      qradar: ['token-revoked', 'account-removed', 'absence-confirmed'],
      iq: [],
      qlik: ['account-removed', 'absence-confirmed', 'session-ended', 'licence-freed'],
      'qualys-saq': [],
    });
    expect(company.read('kim.html')).toContain('Every account is gone or disabled.');
    expect(company.read('kim.html')).toMatch(/To do: content of [^<]*Give apps and spaces to somebody else/);
    expect((await company.run('users', 'find', 'qlik', 'kim@example.com')).code).toBe(1);
  });

  it('is an error when a system could not be looked at', async () => {
    company = await startCompany(`${HEAD}kim,kim@example.com,active,\n`);
    company.mocks.iq.faults.add({ operationId: 'listUsers', status: 403, times: 9 });
    const { code, out } = await company.run('leave', 'kim', '--yes', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).gone).toBe(false);
  });

  it('refuses somebody whom the people file does not have', async () => {
    company = await startCompany(HEAD);
    const { code, err } = await company.run('leave', 'nobody', '--yes');
    expect([code, err]).toEqual([
      1,
      "rollcall: 'nobody' is nobody in the people file; give the person's name there, or one of their addresses\n",
    ]);
  });
});
