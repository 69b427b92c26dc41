import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vendors } from '../../../support/vendors/index.ts';
import type { Result } from '../result.ts';

const packages = join(import.meta.dirname, '../../../../packages');
/** Where a bare `npm install` puts what it brings; the lock of npm itself is not counted. */
const INSTALL = [
  'install',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--omit=dev',
  '--ignore-scripts',
  '--silent',
];

/** What a user's `npm install` of the facade and one vendor package, as they are packed, leaves on disk. */
export async function measure(): Promise<Result[]> {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-install-'));
  try {
    const tarballs = Object.fromEntries(
      ['facade', ...vendors.map(({ key }) => key)].map((name) => [name, pack(name, dir)]),
    );
    return vendors.flatMap(({ key: name }) => {
      const { kB, foreign } = install(
        join(dir, 'node_modules'),
        dir,
        [tarballs.facade as string, tarballs[name] as string],
        tarballs,
      );
      return [
        { case: 'install', name: `facade and ${name}`, value: kB, unit: 'kB', budget: 1500 },
        {
          case: 'install',
          name: `facade and ${name}: foreign packages (${foreign.join(', ') || 'none'})`,
          value: foreign.length,
          unit: '',
          budget: 2,
        },
      ];
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** By pnpm, which writes versions where the source has `workspace:`. */
function pack(name: string, dir: string): string {
  const args = ['pack', '--pack-destination', dir, '--json'];
  const [command, before] = process.env.npm_execpath?.includes('pnpm')
    ? ['pnpm', []]
    : ['npx', ['--yes', 'pnpm@12']];
  const output = execFileSync(command, [...before, ...args], { cwd: join(packages, name), encoding: 'utf8' });
  const { filename } = JSON.parse(output.slice(output.indexOf('{'))) as { filename: string };
  return filename.startsWith('/') ? filename : join(dir, filename);
}

function install(
  modules: string,
  dir: string,
  wanted: readonly string[],
  tarballs: Readonly<Record<string, string>>,
) {
  rmSync(modules, { recursive: true, force: true });
  // Our own packages are not on the registry yet: what the facade depends on is taken from here too.
  const overrides = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [`@rollcall/${name}`, `file:${file}`]),
  );
  const dependencies = Object.fromEntries(
    Object.entries(overrides).filter(([, file]) => wanted.includes(file.slice('file:'.length))),
  );
  writeFileSync(
    join(dir, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, dependencies, overrides }),
  );
  execFileSync('npm', INSTALL, { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] });
  const names = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
  return { kB: sizeOf(modules) / 1000, foreign: names.filter((name) => !name.startsWith('@rollcall/')) };
}

/** Bytes of all files. */
function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
