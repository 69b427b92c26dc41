import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './root.ts';

const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((page) => !/^\.changeset\/|CHANGELOG\.md$|\/api\.md$/.test(page) && existsSync(join(root, page)));

/** A page without its code blocks, in which a file may be somebody else's. */
const prose = (page: string) => readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** Files of ours that a page names, `packages/<vendor>/src` for one vendor. */
function filesNamedIn(page: string): string[] {
  const codes = [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return codes
    .filter((code) => /^(packages|scripts|specs|test|\.ci|\.github)\/[\w.*<>{},/-]*$/.test(code))
    .map((code) => code.replaceAll(/<(vendor|name)>/g, 'qlik').replaceAll('<version>', 'v1'));
}

/** What a heading is called in an address, as GitHub does it. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

function isBroken(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return true;
  if (heading === undefined || statSync(join(root, target)).isDirectory()) return false;
  return ![...prose(target).matchAll(/^#+ (.*)$/gm)].some(([, text = '']) => slug(text) === heading);
}

describe.each(pages)('%s', (page) => {
  it('names only files that are there', () => {
    expect(filesNamedIn(page).filter((file) => globSync(file, { cwd: root }).length === 0)).toEqual([]);
  });

  it('links only to pages and headings that are there', () => {
    const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const ours = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(ours.filter((link) => isBroken(page, link))).toEqual([]);
  });
});

it('the pictures of the architecture page name files that are there', () => {
  const page = readFileSync(join(root, 'packages/facade/docs/architecture.md'), 'utf8');
  const pictures = [...page.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)]
    .map(([, picture = '']) => picture)
    .join('');
  const files = pictures.match(/[\w/-]+\.ts\b/g) ?? [];
  expect(files.length).toBeGreaterThan(4);
  expect(files.filter((file) => !existsSync(join(root, 'packages/facade/src', file)))).toEqual([]);
});

it('the picture of the packages on the architecture page shows them all', () => {
  const page = readFileSync(join(root, 'packages/facade/docs/architecture.md'), 'utf8');
  const names = globSync('packages/*/package.json', { cwd: root }).map(
    (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).name as string,
  );
  expect(names.filter((name) => !page.includes(`["${name}"]`))).toEqual([]);
});

it('the architecture page says of every folder and file of the facade what belongs in it', () => {
  const page = readFileSync(join(root, 'packages/facade/docs/architecture.md'), 'utf8');
  const [, rooms = ''] = page.split('## The rooms of the facade');
  const named = [...rooms.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const there = readdirSync(join(root, 'packages/facade/src')).filter((name) => !name.endsWith('.test.ts'));
  expect(named).toEqual(expect.arrayContaining(there));
});

it('a page that names a file names one that is found by the rule above', () => {
  expect(filesNamedIn('CONTRIBUTING.md')).toContain('packages/facade/src/qlik');
  expect(filesNamedIn('CONTRIBUTING.md').length).toBeGreaterThan(20);
});
