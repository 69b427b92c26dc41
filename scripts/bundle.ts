import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Makes the JavaScript of the packages that users import: one file per entry, where tsc would make one per module. Node
// takes about 0.4 ms for each module it loads, 25 ms for one vendor's facade, whatever is in it. The types are tsc's.

const root = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = ['qradar', 'iq', 'qlik', 'qualys-saq', 'facade'];

/** Bundles the entries of one package, as its `exports` name them, from `src` into `outDir`. */
async function bundlePackage(dir: string): Promise<void> {
  const outDir = join(dir, 'dist');
  const { exports } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    exports: Record<string, { default: string } | string>;
  };
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default],
  );
  const names = entries.map((file) => file.replace(/^\.\/dist\/|\.js$/g, ''));
  const bundle = await rolldown({
    input: Object.fromEntries(names.map((name) => [name, join(dir, 'src', `${name}.ts`)])),
    external: (id) => !/^[./]/.test(id),
    platform: 'neutral',
  });
  const { output } = await bundle.write({
    dir: outDir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    // What several entries need is one file: by default it would be a file per combination of entries.
    codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
    comments: { legal: true, annotation: true, jsdoc: false }, // the types have the docs
  });
  await bundle.close();
  removeOthers(outDir, new Set(output.map(({ fileName }) => fileName)));
}

/** JavaScript of an earlier build that no entry is made of any more. */
function removeOthers(outDir: string, kept: ReadonlySet<string>): void {
  for (const file of readdirSync(outDir, { recursive: true }) as string[]) {
    if (file.endsWith('.js') && !kept.has(file)) rmSync(join(outDir, file));
  }
}

for (const name of PACKAGES) await bundlePackage(join(root, 'packages', name));
