import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import config from './dependency-rules.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The rules that a repository of these files breaks, as `pnpm check imports` would name them. */
async function brokenBy(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-imports-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { forbidden, options } = config;
  const { output } = await cruise(['packages'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  });
  const { summary } = output as ICruiseResult;
  expect(summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(files).length);
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const FACADE = 'packages/facade/src';

describe('the rules of who imports whom', () => {
  it('find a circle of values', async () => {
    const files = {
      [`${FACADE}/a.ts`]: "import { b } from './b.js';\nexport const a = () => b;\n",
      [`${FACADE}/b.ts`]: "import { a } from './a.js';\nexport const b = () => a;\n",
    };
    expect(await brokenBy(files)).toEqual(['no-circle']);
  });

  it('find a circle of types through a third file', async () => {
    const files = {
      [`${FACADE}/a.ts`]: "import type { B } from './b.js';\nexport interface A { b: B }\n",
      [`${FACADE}/b.ts`]: "import type { C } from './c.js';\nexport interface B { c: C }\n",
      [`${FACADE}/c.ts`]: "import type { A } from './a.js';\nexport interface C { a?: A }\n",
    };
    expect(await brokenBy(files)).toEqual(['no-circle']);
  });

  it('find a circle whose way back is an import on use', async () => {
    const files = {
      [`${FACADE}/a.ts`]: "export const a = () => import('./b.js');\n",
      [`${FACADE}/b.ts`]: "import { a } from './a.js';\nexport const b = () => a;\n",
    };
    expect(await brokenBy(files)).toEqual(['no-circle']);
  });

  it.each([
    ['vendor-packages-stand-alone', 'packages/iq/src/a.ts', '../../qlik/src/b.js'],
    ['mock-servers-stand-alone', 'packages/mock-servers/src/a.ts', '../../qlik/src/b.js'],
    ['facade-over-vendors-only', `${FACADE}/a.ts`, '../../accounts/src/b.js'],
    ['shared-rooms-know-no-vendor', `${FACADE}/http/a.ts`, '../qlik/b.js'],
    ['shared-rooms-know-no-vendor', `${FACADE}/http/a.ts`, '../../../qlik/src/b.js'],
    ['vendors-apart', `${FACADE}/iq/a.ts`, '../qlik/b.js'],
    ['vendors-apart', `${FACADE}/iq/a.ts`, '../../../qlik/src/b.js'],
    ['accounts-over-facade', 'packages/accounts/src/a.ts', '../../qlik/src/b.js'],
    ['programs-over-accounts', 'packages/scim/src/a.ts', '../../cli/src/b.js'],
    ['packages-stand-alone', `${FACADE}/a.ts`, '../../../scripts/b.js'],
  ])('%s: refuse in %s an import of %s', async (rule, file, target) => {
    const files = {
      [file]: `import type { B } from '${target}';\nexport type A = B;\n`,
      [join(dirname(file), target).replace('.js', '.ts')]: 'export type B = 1;\n',
    };
    expect(await brokenBy(files)).toEqual([rule]);
  });

  it('refuse a package of ours that is not there, of which nothing can be said', async () => {
    const files = { [`${FACADE}/a.ts`]: "import { x } from '@rollcall/qlik';\nexport const a = x;\n" };
    expect(await brokenBy(files)).toEqual(['ours-is-found']);
  });

  it('allow a vendor’s room its own package, and everybody the shared rooms', async () => {
    const files = {
      [`${FACADE}/qlik/a.ts`]:
        "import { b } from '../../../qlik/src/b.js';\nimport { c } from '../http/c.js';\nexport const a = [b, c];\n",
      'packages/qlik/src/b.ts': 'export const b = 1;\n',
      [`${FACADE}/http/c.ts`]: 'export const c = 1;\n',
    };
    expect(await brokenBy(files)).toEqual([]);
  });
});
