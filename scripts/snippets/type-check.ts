import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { atItsLine, type Snippet } from './extract.ts';

const COMMON = {
  noEmit: true,
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  skipLibCheck: true,
  moduleDetection: 'force',
};
const OPTIONS = {
  // node16 is the strictest of those that users have: what it takes, nodenext and bundlers take.
  ts: { ...COMMON, module: 'node16', strict: true },
  // Somebody who writes JavaScript sees what the compiler infers, and is not asked for types.
  js: { ...COMMON, module: 'nodenext', allowJs: true, checkJs: true, strict: false },
};

/** What the compiler says about the snippets, by page and line; `folder` is one below the packages' `node_modules`. */
export function typeErrors(snippets: readonly Snippet[], folder: string): string[] {
  return (['ts', 'js'] as const).flatMap((kind) =>
    [false, true].flatMap((fragment) => {
      const chosen = snippets.filter(
        (each) =>
          each.fragment === fragment && (kind === 'ts' ? each.language === 'ts' : /js$/.test(each.language)),
      );
      return chosen.length === 0 ? [] : compile(chosen, join(folder, `${kind}-${fragment}`), kind, fragment);
    }),
  );
}

function compile(
  snippets: readonly Snippet[],
  folder: string,
  kind: 'ts' | 'js',
  fragment: boolean,
): string[] {
  mkdirSync(folder, { recursive: true });
  const places = new Map<string, Snippet>();
  for (const [index, snippet] of snippets.entries()) {
    const file = `${index}.${snippet.language === 'ts' ? 'mts' : snippet.language === 'js' ? 'mjs' : 'cjs'}`;
    places.set(file, snippet);
    writeFileSync(join(folder, file), atItsLine(snippet));
  }
  const prelude = fragment ? [join(root, 'scripts/snippets/prelude.d.ts')] : [];
  const config = { compilerOptions: OPTIONS[kind], files: [...places.keys(), ...prelude] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync('tsc', ['-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return [];
  if (!stdout) throw new Error(`tsc could not be run: ${stderr}`);
  return [
    stdout.trim().replaceAll(/^(\S+?)\((\d+),\d+\)/gm, (whole, file: string, line: string) => {
      const snippet = places.get(file);
      return snippet ? `${snippet.page}:${line}` : whole;
    }),
  ];
}
