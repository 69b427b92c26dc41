import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `pnpm bench` runs every case, `pnpm bench bundle walk` some, `pnpm bench mocks` the mock servers, `pnpm bench scim` the
// SCIM bridge, `pnpm bench cli` the program. What is compared is installed here on first use, so that a normal install of the
// repository takes none of it.

const here = import.meta.dirname;
const CASES = [
  'stubbed',
  'loopback',
  'walk',
  'bundle',
  'import',
  'install',
  'codec',
  'generate',
  'traces',
] as const;
type Case = (typeof CASES)[number];

const asked = process.argv.slice(2).filter((name) => name !== '--');
if (asked[0] === 'mocks') await runAlone('mocks', asked.slice(1));
else if (asked[0] === 'scim') await runScim(asked.slice(1));
else if (asked[0] === 'cli') await runAlone('cli', asked.slice(1));
else await runCases(asked);

async function runCases(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !CASES.includes(name as Case));
  if (unknown.length > 0) {
    console.error(
      `No case is called ${unknown.join(', ')}; there are: ${CASES.join(', ')}, mocks, scim, cli`,
    );
    process.exit(2);
  }
  installPeers();
  const { report } = await import('./report.ts');
  const results = [];
  for (const name of CASES) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    const { measure } = (await import(`./cases/${name}.ts`)) as typeof import('./cases/stubbed.ts');
    results.push(...(await measure()));
  }
  process.exitCode = report(results, join(here, '../../../bench-results.json')) ? 0 : 1;
}

/** The SCIM bridge beside scimmy-routers, and before each sandbox. */
async function runScim(args: readonly string[]): Promise<void> {
  installPeers();
  await runAlone('scim', args);
}

/** A benchmark with a folder and arguments of its own. */
async function runAlone(name: 'cli' | 'mocks' | 'scim', args: readonly string[]): Promise<void> {
  const file = join(here, name, 'run.ts');
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

function installPeers(): void {
  const stamp = join(here, 'node_modules', '.modules.yaml');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(here, 'pnpm-lock.yaml')).mtimeMs) return;
  const args = ['install', '--frozen-lockfile'];
  // The pnpm that runs this script, where there is one; otherwise the one that npx finds.
  const [command, before] = process.env.npm_execpath?.includes('pnpm')
    ? ['pnpm', []]
    : ['npx', ['--yes', 'pnpm@12']];
  const { status } = spawnSync(command, [...before, ...args], { cwd: here, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  console.error(
    `The packages that are compared could not be installed: \`pnpm ${args.join(' ')}\` in test/measure/bench says why`,
  );
  process.exit(1);
}
