import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type ChunkingContext, type OutputOptions, rolldown } from 'rolldown';
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
      ...sharing(dir, entries),
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

/**
 * Where the modules go that several entries, or an entry and what it loads on use, need. In a package of rooms, as the
 * facade is one, into a file for each room, so that no vendor gets another's code, and one for what is common. What only
 * comes by an `import()` goes into none of them: no program would load it before it asks. The other packages have few
 * entries: there the bundler's own way, a file per combination of entries, makes few files.
 */
function sharing(dir: string, entries: readonly string[]): Pick<OutputOptions, 'codeSplitting'> {
  const rooms = entries.filter((entry) => entry.endsWith('/index')).map((entry) => dirname(entry));
  if (rooms.length === 0) return {};
  const files = entries.map((entry) => join(dir, 'src', `${entry}.ts`));
  const roomOf = (id: string) => {
    const [room = ''] = relative(join(dir, 'src'), id).split(sep);
    return rooms.includes(room) ? room : undefined;
  };
  const isAtOnce = (id: string, context: ChunkingContext) => loadedAtOnce(files, context).has(id);
  const common = (id: string, context: ChunkingContext) => {
    if (roomOf(id) !== undefined) return null;
    return isAtOnce(id, context) ? 'shared' : 'shared-on-use';
  };
  const ofRoom = (id: string, context: ChunkingContext) =>
    isAtOnce(id, context) ? (roomOf(id) ?? null) : null;
  // What is common first: a group takes along what its modules import, unless an earlier one has it.
  const groups = [
    { name: common, debugName: 'common', priority: 1 },
    { name: ofRoom, debugName: 'rooms' },
  ];
  return { codeSplitting: { groups: groups.map((group) => ({ ...group, minShareCount: 2 })) } };
}

/** The modules that come with the entries themselves, and not by an `import()` somewhere in them. */
function loadedAtOnce(entries: readonly string[], context: ChunkingContext): ReadonlySet<string> {
  const found = new Set<string>(entries);
  for (const id of found)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
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
