import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { origin, type Results, table } from './table.ts';

// `node test/measure/peers/run.ts` runs every fault against every client, prints the table, and writes it to results.json and to the
// facade's document on reliability. Node 24 or newer; the packages must be built. The servers are on this machine only.

const here = import.meta.dirname;
const DOCUMENT = join(here, '../../../packages/facade/docs/reliability.md');

installPeers();
const [{ generated }, { peers }, { facades }] = await Promise.all([
  import('./generated.ts'),
  import('./peers.ts'),
  import('./facades.ts'),
]);
const { faults } = await import('./faults/index.ts');
const { inLab } = await import('./observe.ts');

const rows = [];
for (const [row, { fault, without, run }] of faults) {
  const seen: Record<string, Record<string, string>> = {};
  for (const client of [...generated, ...peers, ...facades]) {
    const saying = without?.(client) ?? (await inLab(client, run));
    seen[client.column] = { ...seen[client.column], [client.vendor]: saying };
  }
  rows.push({ row, fault, seen });
  process.stderr.write('.');
}
process.stderr.write('\n');

const results: Results = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  versions: Object.fromEntries(
    ['@qlik/api', '@sonatype/nexus-iq-api-client'].map((name) => [name, versionOf(name)]),
  ),
  rows,
};
writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
const text = `${origin(results)}\n\n${table(results)}`;
if (existsSync(DOCUMENT)) {
  const marks = /(<!-- peers: begin -->\n)[\s\S]*(\n<!-- peers: end -->)/;
  writeFileSync(
    DOCUMENT,
    readFileSync(DOCUMENT, 'utf8').replace(marks, (_, begin, end) => `${begin}\n${text}\n${end}`),
  );
}
console.log(text);
process.exit(0); // calls that never ended are still waiting

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** On first use, so that a normal install of the repository takes none of this. */
function installPeers(): void {
  if (existsSync(join(here, 'node_modules', '.modules.yaml'))) return;
  const [command, ...before] = process.env.npm_execpath?.includes('pnpm')
    ? ['pnpm']
    : ['npx', '--yes', 'pnpm@12'];
  const { status } = spawnSync(String(command), [...before, 'install', '--frozen-lockfile'], {
    cwd: here,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0)
    throw new Error('The peers could not be installed; `pnpm install` in test/measure/peers says why');
}
