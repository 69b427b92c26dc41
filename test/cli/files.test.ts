import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '@rollcall/cli';
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company?.close());

async function withLeaver(): Promise<void> {
  company = await startCompany(HEAD + leaver('gone'), { qradar: { users: [qradarUser(2000, 'gone')] } });
}

describe('files that cannot be written', () => {
  it.each([
    ['plan', '--out', 'nowhere/plan.json'],
    ['report', '--html', 'nowhere/page.html'],
    ['probe', 'qualys-saq', '--profile', 'nowhere/profile.json'],
  ])('%s %s says so in one sentence', async (...args) => {
    await withLeaver();
    const { code, err } = await company.run(...args);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^rollcall: .*nowhere.* cannot be written \(the folder .*nowhere is not there\); name another place\n$/,
    );
  });

  it('stop a leave before it begins: evidence that is lost cannot be made again', async () => {
    await withLeaver();
    const { code, err } = await company.run('leave', 'gone', '--yes', '--evidence', 'nowhere/gone');
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot be written/)]);
    expect(company.writes()).toEqual([]);
  });

  it('stop an apply before it begins when they are its journal or its audit', async () => {
    await withLeaver();
    company.put('.rollcall', 'a file where the folder has to be');
    const { code, err } = await company.run('apply', '--yes');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/journal\.jsonl cannot be written .*nothing was done\n$/),
    ]);
    expect(company.writes()).toEqual([]);
    expect(existsSync(join(company.dir, '.rollcall', 'audit.jsonl'))).toBe(false);
  });
});

describe('arguments that are wrong', () => {
  it.each([
    [
      ['rolls', 'list'],
      /^rollcall: there is no command 'rolls'; is `roles` meant\? `rollcall --help` lists them\n$/,
    ],
    [['report', '--jsn'], /^rollcall: No flag registered for --jsn, did you mean --json\?; --help shows/],
    [['users', 'list'], /^rollcall: Expected argument for SYSTEM; --help shows what the command takes\n$/],
    [['report', '--dormant-days', 'x'], /'x' is no whole number; --help shows/],
    [['plan', 'extra'], /Too many arguments.*"extra"; --help shows/],
  ])('%j is answered in one sentence with what to do', async (args, message) => {
    let err = '';
    const outcome = {
      stdout: { write: () => {} },
      stderr: { write: (text: string) => (err += text) },
      exitCode: null,
    };
    await runCli(args, { process: outcome, env: {}, cwd: '/', now: () => new Date() });
    expect([outcome.exitCode, err]).toEqual([1, expect.stringMatching(message)]);
  });
});
