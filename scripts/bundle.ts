import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

// Makes what users import of a package: one file per entry, and its declarations the same, where tsc would make one of
// each per module. Node takes about 0.4 ms for each module that it loads, 25 ms for one vendor's facade, whatever is in
// it. What is loaded on use follows from the `import()` in the code.

/** Bundles the entries of one package, as its `exports` name them: code from `src`, types from what tsc put in `build`. */
export async function bundlePackage(dir: string): Promise<void> {
  const entries = entriesOf(dir);
  const code = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(dir, 'src', `${name}.ts`)])),
    external,
    platform: 'neutral',
  });
  const types = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(dir, 'build', `${name}.d.ts`)])),
    external,
    plugins: [dts({ dtsInput: true, sourcemap: false })],
  });
  const outDir = join(dir, 'dist');
  const written = [
    await code.write({
      dir: outDir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
      // What several entries need is one file: by default it would be a file per combination of entries.
      codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      comments: { legal: true, annotation: true, jsdoc: false }, // the types have the docs
    }),
    await types.write({ dir: outDir, format: 'esm', chunkFileNames: 'chunks/[name].d.ts' }),
  ];
  await Promise.all([code.close(), types.close()]);
  removeOthers(outDir, new Set(written.flatMap(({ output }) => output.map((file) => file.fileName))));
}

/** The paths of a package's entries, without folder and ending, such as `qradar/index`. */
function entriesOf(dir: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    exports: Record<string, { default: string } | string>;
  };
  return Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default.replace(/^\.\/dist\/|\.js$/g, '')],
  );
}

/** Other packages stay what they are. */
function external(id: string): boolean {
  return !/^[./]/.test(id);
}

/** What an earlier build left. */
function removeOthers(outDir: string, kept: ReadonlySet<string>): void {
  for (const file of readdirSync(outDir, { recursive: true }) as string[]) {
    if (/\.(js|d\.ts|tsbuildinfo)$/.test(file) && !kept.has(file)) rmSync(join(outDir, file));
  }
}
