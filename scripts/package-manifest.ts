import { isDeepStrictEqual } from 'node:util';
import type { PackedPackage } from './pack.ts';

/** The oldest Node that can `require()` an ES module without a flag (Node 20.19 changelog). */
const NODE_RANGE = '>=20.19';
const SITE = 'https://github.com/rollcall-clients/rollcall';
const repository = `git+${SITE}.git`;
/** Programs may ask for more than libraries: they keep state by `node:sqlite`. */
const PROGRAMS: Record<string, string> = { cli: '>=22.13', scim: '>=22.13' };

/** What is wrong with the manifest inside a tarball, one sentence each. */
export function manifestProblems({ files, folder, packed }: PackedPackage): string[] {
  const expected: Record<string, unknown> = {
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: PROGRAMS[folder] ?? NODE_RANGE },
    repository: { type: 'git', url: repository, directory: `packages/${folder}` },
    homepage: `${SITE}/tree/main/packages/${folder}#readme`,
    bugs: { url: `${SITE}/issues` },
    publishConfig: { access: 'public', provenance: true },
    // ESM only: these would be read by nobody, or by tools that then take the wrong file.
    main: undefined,
    module: undefined,
    types: undefined,
    typesVersions: undefined,
    // An install must run nothing.
    scripts: undefined,
  };
  const problems: string[] = [];
  for (const [field, value] of Object.entries(expected)) {
    if (isDeepStrictEqual(packed[field], value)) continue;
    problems.push(`${field} is ${JSON.stringify(packed[field])}, not ${JSON.stringify(value)}`);
  }
  if (typeof packed.description !== 'string' || packed.description.length < 20) {
    problems.push('description says nothing');
  }
  if (!Array.isArray(packed.keywords) || packed.keywords.length < 3) {
    problems.push('keywords are too few to be found by');
  }
  problems.push(...exportProblems(packed.exports ?? {}, files));
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries((packed[field] ?? {}) as Record<string, string>)) {
      if (/^(workspace|file|link|catalog|portal):/.test(range))
        problems.push(`${field} has ${name} ${range}`);
    }
  }
  return problems.map((problem) => `${packed.name}: package.json: ${problem}`);
}

/** Every entry point names its types first (TypeScript takes the first match) and both files are packed. */
function exportProblems(exports: NonNullable<PackedPackage['packed']['exports']>, files: string[]): string[] {
  const problems: string[] = [];
  if (exports['./package.json'] !== './package.json') problems.push('exports lacks ./package.json');
  if (exports['.'] === undefined) problems.push('exports lacks .');
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue;
    if (Object.keys(target).join() !== 'types,default') {
      problems.push(`exports ${subpath} has ${Object.keys(target).join(', ')}, not types, then default`);
    }
    for (const file of Object.values(target)) {
      if (!files.includes(file.replace('./', ''))) problems.push(`exports ${subpath}: ${file} is not packed`);
    }
  }
  return problems;
}
