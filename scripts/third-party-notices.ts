import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  name?: string;
  version?: string;
  license?: string;
  repository?: string | { url?: string };
}

/** The folder of the package that a file of `node_modules` belongs to. */
export function packageDirOf(file: string): string | undefined {
  for (let dir = dirname(file); dir.includes('node_modules'); dir = dirname(dir)) {
    // Folders such as `dist/esm` hold a package.json that only says `type`.
    if (existsSync(join(dir, 'package.json')) && manifestOf(dir).name !== undefined) return realpathSync(dir);
  }
  return undefined;
}

/**
 * Names, licences and notices of packages, each licence text once.
 * @throws Error that names a package whose licence nobody states.
 */
export function noticesOf(dirs: Iterable<string>): string {
  const byText = new Map<string, string[]>();
  for (const dir of dirs) {
    const { license, name, repository, version } = manifestOf(dir);
    const text = licenceTexts(dir);
    if (license === undefined && text === '') throw new Error(`${name} in ${dir} states no licence`);
    const url = typeof repository === 'string' ? repository : repository?.url;
    const title = `${name} ${version} (${license ?? 'see below'})${url === undefined ? '' : `, ${url}`}`;
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const sections = [...byText].map(([text, titles]) =>
    [...new Set(titles)]
      .sort()
      .join('\n')
      .concat('\n\n', text || 'The package holds no licence text.', '\n'),
  );
  const head = 'This package contains code of the packages below, under their own licences.\n';
  return [head, ...sections.sort()].join(`\n${'-'.repeat(100)}\n\n`);
}

/** The packages, `name version`, that stand in a bundle of somebody else, by its source map. */
export function packagesOfSourceMap(file: string): string[] {
  const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
  const found = sources.flatMap((source) => {
    const [, folder, name] = /\/\.pnpm\/([^/]+)\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
    const version = folder === undefined ? undefined : /@(\d[^_(]*)/.exec(folder.slice(1))?.[1];
    return name === undefined ? [] : [`${name} ${version}`];
  });
  if (found.length === 0) throw new Error(`${file} names no package`);
  return [...new Set(found)].sort();
}

/**
 * Notices that `scripts/scalar-notices.ts` wrote down, with what they are of.
 * @throws Error that names a package of the bundle which they leave out.
 */
export function scalarNotices(packages: readonly string[], written: string): string {
  const missing = packages.filter((name) => !written.includes(`\n${name} (`));
  if (missing.length > 0) {
    throw new Error(`No notice of ${missing.join(', ')} of Scalar's: run node scripts/scalar-notices.ts`);
  }
  return (
    `\n${'-'.repeat(100)}\n\n` +
    `Scalar's API reference (assets/scalar/standalone.js; its licence is in assets/scalar-license.txt) contains, by its\n` +
    `source map, code of these packages too.\n${written}`
  );
}

function licenceTexts(dir: string): string {
  return readdirSync(dir)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

function manifestOf(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
}
