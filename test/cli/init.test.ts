import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@rollcall/cli';
import { startMock, VENDORS } from '@rollcall/mock-servers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollcall-init-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the program for somebody who gives these answers, in this order. */
async function run(args: string[], answers: string[] = [], env: Record<string, string> = {}) {
  let out = '';
  let err = '';
  const outcome = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    exitCode: null,
  };
  const left = [...answers];
  const ask = async (question: string) => {
    const answer = left.shift();
    if (answer === undefined) throw new Error(`nobody answers '${question}'`);
    return answer;
  };
  await runCli(args, { process: outcome, env, cwd: dir, now: () => new Date(), ask });
  return { code: Number(outcome.exitCode ?? 0), out, err, left };
}

describe('init', () => {
  it('writes a configuration with which check reaches all four vendors at once, before there are people', async () => {
    const mocks = await Promise.all(VENDORS.map((vendor) => startMock(vendor)));
    try {
      const env: Record<string, string> = {};
      const answers = mocks.flatMap(({ credentials, url, vendor }) => {
        const { password = '', secToken = '', token = '', username } = credentials;
        const secret = { qradar: secToken, iq: password, qlik: token, 'qualys-saq': password }[vendor];
        env[`ROLLCALL_${vendor.toUpperCase().replace('-', '_')}`] = secret;
        return [vendor, '', url, ...(vendor === 'iq' || vendor === 'qualys-saq' ? [username ?? ''] : [])];
      });
      const { code, err } = await run(['init'], [...answers, '', '']);
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(/^rollcall\.yaml written\. Set ROLLCALL_QRADAR, /),
      ]);
      const checked = await run(['check', '--json'], [], env);
      expect([checked.code, checked.err]).toEqual([0, '']);
      const systems: { system: string; accepted: boolean }[] = JSON.parse(checked.out);
      expect(systems.map(({ accepted, system }) => [system, accepted])).toEqual(
        VENDORS.map((vendor) => [vendor, true]),
      );
    } finally {
      await Promise.all(mocks.map((mock) => mock.close()));
    }
  });

  it('asks again for what will not do, and says why', async () => {
    const { code, err, left } = await run(
      ['init'],
      [
        ...[
          'splunk',
          'QRadar',
          'my console',
          'siem',
          'siem.example',
          'http://siem.example',
          'https://siem.example',
        ],
        ...['iq', 'SIEM', '', 'https://siem.example', 'https://iq.example', '', 'rollcall'],
        ...['', 'people.xlsx', 'hr/people.csv'],
      ],
    );
    expect([code, left]).toEqual([0, []]);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^'splunk' is none of qradar, iq/),
      expect.stringMatching(/^'my console' is no name/),
      expect.stringMatching(/^'siem\.example' is no address/),
      expect.stringMatching(/^plain http would show the credential/),
      expect.stringMatching(/^there is 'siem' already/),
      expect.stringMatching(/^'siem' has this address already/),
      'a user name is needed',
      expect.stringMatching(/^'people\.xlsx' is neither \.csv nor \.yaml/),
      expect.stringMatching(
        /^rollcall\.yaml written\. Set ROLLCALL_SIEM, ROLLCALL_IQ .* into hr\/people\.csv/,
      ),
      '',
    ]);
    expect(readFileSync(join(dir, 'rollcall.yaml'), 'utf8')).toMatch(/secToken: \$\{env:ROLLCALL_SIEM\}/);
  });

  it('takes two subscriptions of Qualys on one platform, and none twice', async () => {
    const first = ['qualys-saq', '', 'https://qualys.example', 'one'];
    const second = ['qualys-saq', '', 'https://qualys.example/', 'one', 'two'];
    const { code, err } = await run(['init'], [...first, ...second, '', '']);
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(
        /^'qualys-saq' has this address and this user name already\nrollcall\.yaml written/,
      ),
    ]);
  });

  it('writes over no file, asks nothing where it could not write, and writes nothing without a system', async () => {
    writeFileSync(join(dir, 'rollcall.yaml'), 'mine');
    expect((await run(['init'])).err).toMatch(/is there already/);
    expect(readFileSync(join(dir, 'rollcall.yaml'), 'utf8')).toBe('mine');
    expect((await run(['init', '--config', 'nowhere/r.yaml'])).err).toMatch(
      /the folder .*nowhere is not there/,
    );
    expect((await run(['init', '--config', 'r.yaml'], [''])).err).toMatch(/no system was named; nothing was/);
  });
});
