import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/bump.ts', ...args], { cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code as number, stdout: String(error.stdout), stderr: String(error.stderr) }),
  );
const table = () => readFileSync(join(root, 'scripts/generate/vendors.ts'), 'utf8');

describe('pnpm bump', () => {
  // Generates and compiles, which takes as long as it takes on a busy machine.
  it('prints the changeset and the compiler’s opinion, and with --dry-run changes nothing', {
    timeout: 120_000,
  }, async () => {
    const present = /name: 'qradar', version: '([\d.]+)'/.exec(table())?.[1];
    const other = present === '26.0' ? '21.0' : '26.0';
    const before = [table(), readdirSync(join(root, '.changeset'))];
    const { code, stdout } = await run('qradar', other, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^---\n'@rollcall\/qradar': (patch|minor|major)\n'@rollcall\/facade': /);
    expect(stdout).toContain(`calls ask for version \`${other}\` by default, no longer \`${present}\``);
    expect(stdout).toContain('User.show_awf_default_dashboard');
    expect(stdout).toMatch(/Yesterday's code compiles|errors in yesterday's code/);
    expect([table(), readdirSync(join(root, '.changeset'))]).toEqual(before);
  });

  it.each([
    [['qradar', '1.0'], 1, 'specs/qradar/1.0 does not exist; there are: 21.0, 26.0'],
    [['jira', '1.0'], 1, "'jira' is not a vendor; known: qradar, iq, qlik, qualys-saq"],
    [['iq', 'v2'], 1, 'iq is generated from v2 already'],
    [['qradar'], 2, 'Usage: pnpm bump <vendor> <version> [--dry-run]'],
    [['qradar', '26.0', '--what'], 2, "Unknown option '--what'"],
  ] as const)('refuses %j and says why', { timeout: 60_000 }, async (args, code, said) => {
    const result = await run(...args);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(said);
  });
});
