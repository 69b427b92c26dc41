import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { differingLines } from './differing-lines.ts';
import { reportOf } from './report.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A built package of one file per entry point. */
function packageOf(declarations: Record<string, string>, exports: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-report-'));
  folders.push(folder);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: '@rollcall/small', type: 'module', exports }),
  );
  for (const [name, text] of Object.entries(declarations)) writeFileSync(join(folder, 'dist', name), text);
  return folder;
}

const entry = (file: string) => ({ types: `./dist/${file}`, default: './dist/index.js' });

describe('the report of a public API', () => {
  it('holds what each entry point exports and reaches, sorted and without docstrings', () => {
    const folder = packageOf(
      {
        'index.d.ts': "export * from './users.js';\n",
        'users.d.ts': `/** A user. */
export interface User extends Named {
  id: number;
}
interface Named {
  /** What people call it. */
  name?: string;
}
export declare const a: User;
export {};
`,
        'node.d.ts': 'export declare function connect(): void;\n',
      },
      { '.': entry('index.d.ts'), './node': entry('node.d.ts'), './package.json': './package.json' },
    );
    expect(reportOf(folder)).toBe(`# Public API of @rollcall/small

Written by \`pnpm api-report\`. A difference is a change for users: review it.

## \`@rollcall/small\`

\`\`\`ts
export const a: User;

interface Named {
    name?: string;
}

export interface User extends Named {
    id: number;
}
\`\`\`

## \`@rollcall/small/node\`

\`\`\`ts
export function connect(): void;
\`\`\`
`);
  });

  it('is refused for an entry point that was not built', () => {
    const folder = packageOf(
      { 'index.d.ts': 'export declare const a: 1;' },
      { '.': entry('index.d.ts'), './gone': entry('gone.d.ts') },
    );
    expect(() => reportOf(folder)).toThrow(
      './dist/gone.d.ts does not exist, though package.json exports it as ./gone',
    );
  });
});

it('the difference of two reports holds the lines that only one of them has', () => {
  expect(differingLines('a\nb\n}\n', 'a\nc\nc\n}\n')).toEqual(['- b', '+ c', '+ c']);
});
