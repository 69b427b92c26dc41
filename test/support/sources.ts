import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = join(import.meta.dirname, '../../packages');

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly default: string }>>;
}

/**
 * Every entry point of our own packages, as `@rollcall/facade/qradar`, with the source file that its JavaScript is built
 * from. Tests import these, so that no run ever tests what an older build has left.
 */
export function sourcesByEntryPoint(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of readdirSync(PACKAGES)) {
    const manifest = join(PACKAGES, folder, 'package.json');
    if (!existsSync(manifest)) continue; // a folder that only an earlier build has left
    const { name, exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
    for (const [subpath, target] of Object.entries(exports)) {
      if (typeof target === 'string') continue; // ./package.json
      const file = target.default.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts');
      sources.set(name + subpath.slice(1), join(PACKAGES, folder, file));
    }
  }
  return sources;
}
