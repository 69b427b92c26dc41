// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets look like this in rollcall.yaml
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

/** What is proposed in the place of the last word. */
async function proposed(...words: string[]): Promise<string[]> {
  const { code, err, out } = await company.run('__complete', ...words);
  expect([code, err]).toEqual([0, '']);
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('\t', 1)[0] ?? '');
}

describe('completion', () => {
  it('proposes commands and their subcommands', async () => {
    company = await startCompany(HEAD);
    expect(await proposed('')).toEqual(
      expect.arrayContaining(['report', 'plan', 'apply', 'leave', 'users', 'completion']),
    );
    expect(await proposed('re')).toEqual(['report']);
    expect(await proposed('users', '')).toEqual(['list', 'get', 'find']);
  });

  it('proposes the flags of the command where one was begun', async () => {
    company = await startCompany(HEAD);
    const flags = await proposed('report', '--');
    expect(flags).toEqual(expect.arrayContaining(['--sandbox', '--system', '--html', '--dormant-days']));
    expect(flags).not.toContain('--evidence');
    expect(await proposed('report', '--ht')).toEqual(['--html']);
  });

  it('proposes the systems of the configuration, wherever one may stand', async () => {
    company = await startCompany(HEAD);
    expect(await proposed('users', 'list', '')).toEqual(['qradar', 'iq', 'qlik', 'qualys-saq']);
    expect(await proposed('plan', '--json', '--system', 'q')).toEqual(['qradar', 'qlik', 'qualys-saq']);
    company.put(
      'other.yaml',
      "systems: { only: { vendor: qlik, url: 'https://x.example.com', auth: { apiKey: '${env:NOBODY_SETS_IT}' } } }",
    );
    expect(await proposed('check', '--config', 'other.yaml', '--system', '')).toEqual(['only']);
    expect(await proposed('probe', '--sandbox', 'i')).toEqual(['iq']);
  });

  it('proposes nothing where a file has to stand, or the configuration cannot be read', async () => {
    company = await startCompany(HEAD);
    expect(await proposed('plan', '--out', '')).toEqual([]);
    company.put('rollcall.yaml', 'systems: [');
    expect(await proposed('report', '--system', '')).toEqual([]);
  });

  it('prints a script for each shell, and names the shells for another', async () => {
    company = await startCompany(HEAD);
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, out } = await company.run('completion', shell);
      expect([code, out]).toEqual([0, expect.stringContaining('rollcall __complete')]);
    }
    const { code, err } = await company.run('completion', 'tcsh');
    expect([code, err]).toEqual([1, expect.stringMatching(/tcsh.*bash.*zsh.*fish/s)]);
  });
});
