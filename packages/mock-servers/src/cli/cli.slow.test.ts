import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';

const sources = new URL('../../../../test/support/run-sources.ts', import.meta.url).href;
const cli = ['--import', sources, fileURLToPath(new URL('../cli.ts', import.meta.url))];
const shell = promisify(execFile);

// Whole processes on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

describe('rollcall-mock', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function run(...argv: string[]) {
    const child = spawn(process.execPath, [...cli, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output.stderr += text;
    });
    return { child, output, closed: once(child, 'close') as Promise<[number | null]> };
  }

  /** What a run that ends by itself says. */
  async function ended(...argv: string[]) {
    const { closed, output } = run(...argv);
    const [code] = await closed;
    return { code, ...output };
  }

  it('help goes to stdout with exit code 0', async () => {
    const { code, stdout, stderr } = await ended('--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: rollcall-mock <vendor|all>');
  });

  it('a wrong argument is one clear sentence and exit code 2', async () => {
    const { code, stdout, stderr } = await ended('jira');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([
      'rollcall-mock: Unknown vendor jira: choose qradar, iq, qlik, qualys-saq or all.',
      'See rollcall-mock --help.',
      '',
    ]);
  });

  it('a taken port is one clear sentence and exit code 1', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { code, stderr } = await ended('iq', '--port', String(port));
    server.close();
    expect([code, stderr]).toEqual([
      1,
      `rollcall-mock: 127.0.0.1:${port} is taken, so iq cannot listen there: choose another port with --port.\n`,
    ]);
  });

  it('an address that is not of this machine is one clear sentence and exit code 1', async () => {
    const answers = await Promise.all(
      ['nowhere.invalid', '192.0.2.1'].map((host) => ended('iq', '--port', '0', '--host', host)),
    );
    expect(answers.map(({ code }) => code)).toEqual([1, 1]);
    expect(answers.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(
        /^rollcall-mock: nowhere\.invalid is no address of this machine, .* --host one, .*\n$/,
      ),
      expect.stringMatching(
        /^rollcall-mock: 192\.0\.2\.1 is no address of this machine, .* --host one, .*\n$/,
      ),
    ]);
  });

  it('a bad seed file is one clear sentence and exit code 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
    const [broken, wrong] = [join(folder, 'broken.json'), join(folder, 'wrong.json')];
    await Promise.all([writeFile(broken, '{'), writeFile(wrong, '{"users":[{}]}')]);
    const answers = await Promise.all(
      [join(folder, 'none.json'), broken, wrong].map((file) => ended('iq', '--port', '0', '--seed', file)),
    );
    await rm(folder, { recursive: true });
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(answers[0]?.stderr).toMatch(/none\.json cannot be read: .*ENOENT/);
    expect(answers[1]?.stderr).toContain('broken.json is not JSON');
    expect(answers[2]?.stderr).toBe(
      'rollcall-mock: iq does not start: IQ seed: users[0].username must be a non-empty string\n',
    );
  });

  it('a profile that is none is one clear sentence and exit code 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
    const file = join(folder, 'profile.json');
    await writeFile(file, '{"version":1,"vendor":"qradar","options":{"rangeState":206}}');
    const { code, stderr } = await ended('qradar', '--port', '0', '--profile', file);
    await rm(folder, { recursive: true });
    expect([code, stderr]).toEqual([
      1,
      'rollcall-mock: qradar does not start: qradar has no option rangeState; did you mean rangeStatus?\n',
    ]);
  });

  /** The `curl` lines that a run prints, each with the status that it gets. */
  async function pasted({ child, output }: ReturnType<typeof run>, count: number) {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', () => (output.stdout.match(/ curl /g)?.length ?? 0) >= count && resolve());
      child.once('close', () => reject(new Error(output.stderr)));
    });
    const lines = output.stdout.split('\n').filter((line) => line.startsWith('  curl'));
    const answers = await Promise.all(lines.map((line) => shell('sh', ['-c', `${line} -w ' %{http_code}'`])));
    return answers.map(({ stdout }) => stdout.slice(-3));
  }

  it('the printed curl lines work when pasted, and SIGTERM ends everything with exit code 0', async () => {
    const started = run('all', '--port', '0');
    expect(await pasted(started, 4)).toEqual([expect.stringMatching(/20[06]/), '200', '200', '200']);
    started.child.kill('SIGTERM');
    expect((await started.closed)[0]).toBe(0);
    expect(started.output.stderr).toBe('');
  });

  it('with --tls both kinds of URL are printed, and the file of the CA is gone after the stop', async () => {
    const started = run('iq', '--port', '0', '--tls');
    expect(await pasted(started, 1)).toEqual(['200']);
    const { child, closed, output } = started;
    const [, port] =
      /https:\/\/127\.0\.0\.1:(\d+) {2}and {2}http:\/\/127\.0\.0\.1:\1\n/.exec(output.stdout) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(401);
    const [, file = ''] = /trust the CA in (\S+ca\.pem)/.exec(output.stdout) ?? [];
    expect(existsSync(file)).toBe(true);
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(0);
    expect(existsSync(file)).toBe(false);
  });
});
