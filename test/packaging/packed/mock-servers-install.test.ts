import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packAll } from '../../../scripts/pack.ts';
import { must, run } from './run.ts';

// The first thing that a team does with the mock servers: install them, with whatever they install things with.

const INSTALL_MS = 300_000;

const MAX_PACKAGES = 25;
const MAX_MEGABYTES = 20;

interface Manager {
  command: string;
  args: readonly string[];
  files?: Record<string, string>;
}

interface Row {
  packages: number;
  megabytes: number;
  'answers on Node': string;
}

const MANAGERS: Record<string, Manager> = {
  npm: { command: 'npm', args: ['install', '--no-audit', '--no-fund'] },
  'npm, engine-strict': { command: 'npm', args: ['install', '--engine-strict', '--no-audit', '--no-fund'] },
  'pnpm 10': { command: 'npx', args: ['--yes', 'pnpm@10', 'install'] },
  'pnpm 12': { command: 'npx', args: ['--yes', 'pnpm@12', 'install'] },
  'yarn 1': { command: 'npx', args: ['--yes', 'yarn@1', 'install', '--non-interactive'] },
  'yarn 4': {
    command: 'npx',
    args: ['--yes', '@yarnpkg/cli-dist@4', 'install'],
    // In CI yarn 4 refuses to write the lockfile that an empty folder has not got yet.
    files: {
      '.yarnrc.yml': 'nodeLinker: node-modules\nenableImmutableInstalls: false\n',
      'yarn.lock': '',
    },
  },
};

const runtimes = fileURLToPath(new URL('../runtimes/node_modules', import.meta.url));
const NODES = ['20', '22', '24', '26'].map((major) => ({
  major,
  bin: join(runtimes, `node${major}`, 'bin', 'node'),
}));

describe('@rollcall/mock-servers in an empty folder', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'rollcall-mocks-'));
  const table: Record<string, Row> = {};
  let tarball: string;

  beforeAll(() => {
    const packed = packAll(temporary).find(({ manifest }) => manifest.name === '@rollcall/mock-servers');
    if (packed === undefined) throw new Error('@rollcall/mock-servers was not packed');
    tarball = packed.tarball;
  });
  afterAll(() => {
    console.table(table);
    rmSync(temporary, { recursive: true, force: true });
  });

  const cases = Object.keys(MANAGERS).flatMap((name) => NODES.map((node) => ({ name, ...node })));

  it.each(cases)(
    'installs with $name on Node $major, and runs',
    async ({ bin, major, name }) => {
      const { args, command, files } = MANAGERS[name] as Manager;
      const cwd = join(temporary, `${name.replaceAll(/\W/g, '-')}-${major}`);
      mkdirSync(cwd);
      const dependencies = { '@rollcall/mock-servers': `file:${tarball}` };
      writeFileSync(
        join(cwd, 'package.json'),
        JSON.stringify({ name: 'empty', private: true, dependencies }),
      );
      for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(cwd, file), text);
      // The package managers are programs of Node: they run on the one that comes first, and check `engines` against it.
      const env = { ...process.env, PATH: `${dirname(bin)}${delimiter}${process.env.PATH}` };
      const { code, stderr, stdout } = await run(command, args, { cwd, env, timeoutMs: INSTALL_MS });
      expect(code, stdout + stderr).toBe(0);
      expect(stdout + stderr).not.toMatch(/postinstall|ignored build scripts|unsupported engine/i);
      expect(stdout + stderr).not.toMatch(/(?:warn|deprecated).*rollcall/i);
      const cli = join(cwd, 'node_modules/@rollcall/mock-servers/dist/cli.js');
      expect(await firstAnswer(bin, cli, cwd)).toBe(200);
      const { bytes, packages } = measure(join(cwd, 'node_modules'));
      const before = table[name]?.['answers on Node'];
      const nodes = before === undefined ? major : `${before}, ${major}`;
      table[name] = { packages, megabytes: Math.round(bytes / 1e5) / 10, 'answers on Node': nodes };
      expect(packages).toBeLessThanOrEqual(MAX_PACKAGES);
      expect(bytes).toBeLessThanOrEqual(MAX_MEGABYTES * 1_000_000);
    },
    2 * INSTALL_MS,
  );

  it('asks in one sentence for stock Prism, which is not there', async () => {
    const cwd = join(temporary, 'npm-24');
    const cli = join(cwd, 'node_modules/@rollcall/mock-servers/dist/cli.js');
    expect(await must(process.execPath, [cli, '--version'], { cwd })).toMatch(/^\d+\.\d+\.\d+/);
    const prism = await run(process.execPath, [cli, 'iq', '--mode', 'prism', '--port', '0'], { cwd });
    expect(prism.code).toBe(1);
    expect(prism.stderr).toMatch(
      /^rollcall-mock: iq does not start: Mode prism needs stock Prism beside this package: npm install --save-dev @stoplight\/prism-http@[\d.]+ @stoplight\/prism-http-server@[\d.]+\n$/,
    );
  });
});

/** The status that a sandbox gives to its own `curl` line's address, once it says that it listens. */
async function firstAnswer(node: string, cli: string, cwd: string): Promise<number> {
  const child = spawn(node, [cli, 'iq', '--port', '0'], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const text of child.stdout.setEncoding('utf8')) {
      const [url] = /http:\/\/[\d.]+:\d+\/api\S+(?=')/.exec(text) ?? [];
      if (url === undefined) continue;
      const headers = { Authorization: `Basic ${btoa('admin:admin123')}` };
      return (await fetch(url, { headers })).status;
    }
    throw new Error(`The sandbox ended on ${node} before it listened.`);
  } finally {
    child.kill();
  }
}

/** What lies on the disk, whatever the layout: pnpm's links lead to the same files again and again. */
function measure(modules: string): { bytes: number; packages: number } {
  const sizes = new Map<string, number>();
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = realpathSync(join(entry.parentPath, entry.name));
    sizes.set(path, statSync(path).size);
  }
  const isManifest = (path: string) => /node_modules\/(?:@[^/]+\/)?[^@/][^/]*\/package\.json$/.test(path);
  return {
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    packages: [...sizes.keys()].filter(isManifest).length,
  };
}
