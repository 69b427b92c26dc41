import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VENDORS } from './generate/vendors.ts';
import { root } from './root.ts';

/** Addresses that clients ask and that no document has. */
const UNDOCUMENTED = 'packages/mock-servers/src/qradar/http/probes.ts';

/** The beginnings of the addresses in the documents, such as `/api/v2`: what a new version moves. */
function beginnings(): string[] {
  const found = VENDORS.flatMap(({ name, version }) => {
    const text = readFileSync(join(root, 'specs', name, version, 'openapi.yaml'), 'utf8');
    // The keys of `paths`, which is all that is wanted of it: parsing takes seconds.
    return [...text.matchAll(/^ {2}(\/[^\s:]+):$/gm)].map(([, path = '']) =>
      path.split('/').slice(0, 3).join('/'),
    );
  });
  return [...new Set(found)].filter((beginning) => !beginning.includes('{'));
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name) && !/\.test[.-]/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/node_modules|\/(?:dist|build|gen|scalar)\//.test(path));
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

describe('the addresses of the vendors', () => {
  // A pointer into a document spells its slashes `~1`.
  const unescaped = (text: string) => text.replaceAll('~1', '/');

  it('stand in the documents only: no source repeats where one begins', () => {
    const all = beginnings();
    expect(all).toContain('/api/v2');
    const anyOf = new RegExp(`(?:${all.join('|')})(?![\\w.])`);
    const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/src`);
    const repeated = [...packages, 'scripts']
      .flatMap(sources)
      .filter((path) => path !== UNDOCUMENTED)
      .filter((path) => anyOf.test(unescaped(withoutComments(readFileSync(join(root, path), 'utf8')))));
    expect(repeated).toEqual([]);
  });
});
