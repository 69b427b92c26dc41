import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bundlePackage } from './bundle.ts';
import { root } from './root.ts';

// Packages are built in the order in which they need each other: each reads the declarations of those below it as users
// of the packages read them, rolled up in `dist`.

const VENDORS = ['qradar', 'iq', 'qlik', 'qualys-saq'];

await compileAndBundle(VENDORS);
await compileAndBundle(['facade']);
run('tsc', ['-b']);
run('node', ['scripts/bundle-mocks.ts']);
run('node', ['scripts/copy-specs.ts']);

async function compileAndBundle(names: readonly string[]): Promise<void> {
  run('tsc', ['-b', ...names.map((name) => `packages/${name}`)]);
  for (const name of names) await bundlePackage(join(root, 'packages', name));
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: root, stdio: 'inherit' });
}
