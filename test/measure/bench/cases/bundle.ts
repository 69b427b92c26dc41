import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { programs } from '../programs.ts';
import type { Result } from '../result.ts';

/** kB. Qualys needs its XML codec for the first call. */
const BUDGETS: Readonly<Record<string, number>> = { 'qualys-saq': 30 };
const BUDGET = 18;

const RAW = `
import { createClient, createConfig, createUser, deleteUser, listUsers } from '@rollcall/qradar';
const client = createClient(createConfig({ baseUrl: 'https://vendor.example.com' }));
export const list = () => listUsers({ client });
export const create = (body) => createUser({ client, body });
export const remove = (id) => deleteUser({ client, path: { id } });`;

/** What a bundler makes of list, create and delete: minified, gzipped, in kB of 1,000 bytes. Dynamic imports are chunks of their own. */
export async function measure(): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, source } of programs) {
    const { kB, inputs, code } = await bundle(source);
    results.push({ case: 'bundle', name, value: kB, unit: 'kB', budget: BUDGETS[name] ?? BUDGET });
    // By its files, and by what only its code says: the packages are bundled, so a file's name is not enough.
    const foreign = programs.filter(
      (other) =>
        other.name !== name &&
        (code.includes(other.apiPath) || inputs.some((file) => file.includes(`/${other.name}/`))),
    );
    results.push({
      case: 'bundle',
      name: `${name}: other vendors in it`,
      value: foreign.length,
      unit: '',
      budget: 0,
    });
  }
  const raw = await bundle(RAW);
  results.push({ case: 'bundle', name: 'generated client alone (QRadar)', value: raw.kB, unit: 'kB' });
  return results;
}

/** What has to be loaded before the first call: the entry and what it imports, but not what a verb imports when it is used. */
async function bundle(contents: string): Promise<{ kB: number; inputs: string[]; code: string }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'out',
    write: false,
    metafile: true,
  });
  const needed = new Set<string>();
  const add = (file: string) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { path, kind } of metafile.outputs[file]?.imports ?? [])
      if (kind === 'import-statement') add(path);
  };
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint === '<stdin>') add(file);
  const files = outputFiles.filter(({ path }) => [...needed].some((file) => path.endsWith(`/${file}`)));
  const bytes = files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const inputs = [...needed].flatMap((file) =>
    Object.entries(metafile.outputs[file]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  );
  return { kB: bytes / 1000, inputs, code: files.map(({ text }) => text).join('\n') };
}
