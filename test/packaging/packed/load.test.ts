import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { must, run } from './run.ts';

const all = inject('entryPoints');
const projects = { npm: inject('npmProject'), pnpm: inject('pnpmProject') };
const runtimes = fileURLToPath(new URL('../runtimes/node_modules', import.meta.url));
const nodes = ['20', '22', '24', '26'].map((major) => ({
  major,
  bin: join(runtimes, `node${major}`, 'bin', 'node'),
}));

const NAMES = `const names = (module) => Object.keys(module).filter((name) => name !== 'module.exports').sort();`;
const importAll = (entryPoints: readonly string[]) => `${NAMES}
const list = [];
for (const entry of ${JSON.stringify(entryPoints)}) list.push([entry, names(await import(entry))]);
console.log(JSON.stringify(Object.fromEntries(list)));`;
const requireAll = (entryPoints: readonly string[]) => `${NAMES}
const list = ${JSON.stringify(entryPoints)}.map((entry) => [entry, names(require(entry))]);
console.log(JSON.stringify(Object.fromEntries(list)));`;

/** The entry points of packages that promise to run on a Node: the programs ask for a newer one than the libraries. */
function promisedOn(major: string): string[] {
  return all.filter(({ node }) => Number(/\d+/.exec(node)?.[0]) <= Number(major)).map(({ name }) => name);
}

it('there is an entry point for each vendor, its facade, the Node transport and the sandboxes', () => {
  expect(promisedOn('20')).toEqual(
    expect.arrayContaining([
      '@rollcall/facade',
      '@rollcall/facade/node',
      '@rollcall/facade/qradar',
      '@rollcall/mock-servers',
      '@rollcall/qualys-saq',
    ]),
  );
});

describe.each(nodes)('on Node $major', ({ bin, major }) => {
  const entryPoints = promisedOn(major);
  let imported: Record<string, string[]>;
  beforeAll(async () => {
    imported = JSON.parse(
      await must(bin, ['--input-type=module', '-e', importAll(entryPoints)], { cwd: projects.npm }),
    );
  });

  it('it is that Node', async () => {
    expect(await must(bin, ['-p', 'process.versions.node'])).toMatch(new RegExp(`^${major}\\.`));
  });

  it('every entry point is imported and exports something', () => {
    expect(Object.keys(imported)).toEqual(entryPoints);
    for (const [entry, exported] of Object.entries(imported)) {
      expect(exported, `exports of ${entry}`).not.toEqual([]);
    }
  });

  it('every package finds its dependencies when only declared ones are there', async () => {
    const strictly = await must(bin, ['--input-type=module', '-e', importAll(entryPoints)], {
      cwd: projects.pnpm,
    });
    expect(JSON.parse(strictly)).toEqual(imported);
  });

  it('every entry point can be required, and gives the same', async () => {
    const required = await run(bin, ['--input-type=commonjs', '-e', requireAll(entryPoints)], {
      cwd: projects.npm,
    });
    expect(
      required.stderr.replace(
        // What Node 20 and 22 say of require() of a module, and Node 22 of `node:sqlite`, by which the programs keep state.
        /^\(node:\d+\) ExperimentalWarning: (CommonJS module|Support for|SQLite is).*\n.*\n/gm,
        '',
      ),
    ).toBe('');
    expect(JSON.parse(required.stdout)).toEqual(imported);
  });
});
