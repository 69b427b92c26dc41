import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VENDORS } from './generate/vendors.ts';
import { root } from './root.ts';

/**
 * A rule of the probe names the mark that it settles by the mark's place in the document, which is the address itself.
 */
const EXCEPT = ['packages/cli/src/probe/rules'];

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
  it('stand in the documents only: no source repeats where one begins', () => {
    const all = beginnings();
    expect(all).toContain('/api/v2');
    const anyOf = new RegExp(`(?:${all.join('|')})(?![\\w.])`);
    const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/src`);
    const repeated = [...packages, 'scripts']
      .flatMap(sources)
      .filter((path) => !EXCEPT.some((folder) => path.startsWith(folder)))
      .filter((path) => anyOf.test(withoutComments(readFileSync(join(root, path), 'utf8'))));
    expect(repeated).toEqual([]);
  });
});
