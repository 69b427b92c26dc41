import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Vendor } from '../generate/vendors.ts';
import { generateInto } from '../generate.ts';
import { namesOf } from './type-names.ts';

export interface Opinion {
  /** Errors of code that compiled before: the facade, the type tests, the demo. Each breaks somebody. */
  readonly broken: readonly string[];
  /** Request and answer types that no longer fit their predecessors; for the reviewer, since a new value in an answer is one. */
  readonly misfits: readonly string[];
}

/** Compiles yesterday's code against the declarations that the new spec gives, without touching the package. */
export async function secondOpinion(root: string, vendor: Vendor, newVersion: string): Promise<Opinion> {
  const packageDir = join(root, 'packages', vendor.name);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-bump-')));
  try {
    cpSync(join(packageDir, 'src'), join(folder, 'src'), {
      recursive: true,
      filter: (path) => !/\.test\.|[/\\]gen$/.test(path),
    });
    cpSync(join(packageDir, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(packageDir, 'node_modules'), join(folder, 'node_modules'));
    await generateInto({ ...vendor, version: newVersion }, join(folder, 'src', 'gen'));
    const before = compile(root, vendor.name, join(packageDir, 'src', 'index.ts'));
    const after = compile(root, vendor.name, join(folder, 'src', 'index.ts'));
    return {
      broken: after.filter((each) => !before.includes(each)),
      misfits: compareTypes(root, join(packageDir, 'src', 'gen'), join(folder, 'src', 'gen'), folder),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Errors of everything that uses the vendor package, with that package read from `entry`. */
function compile(root: string, vendor: string, entry: string): string[] {
  const folders = ['packages/facade/src', 'test/types', 'scripts/demo'].map((each) => join(root, each));
  const files = folders.flatMap((folder) =>
    ts.sys.directoryExists(folder) ? ts.sys.readDirectory(folder, ['.ts'], ['**/*.test.ts']) : [],
  );
  const typeTests = ts.sys.directoryExists(join(root, 'test/types'))
    ? ts.sys.readDirectory(join(root, 'test/types'), ['.ts'])
    : [];
  const packages = readdirSync(join(root, 'packages'));
  const paths = Object.fromEntries(
    packages.map((name) => [`@rollcall/${name}`, [join(root, 'packages', name, 'src', 'index.ts')]]),
  );
  for (const name of packages) paths[`@rollcall/${name}/*`] = subpaths(join(root, 'packages', name, 'src'));
  paths[`@rollcall/${vendor}`] = [entry];
  paths[`@rollcall/${vendor}/*`] = subpaths(dirname(entry));
  return errors(root, [...new Set([...files, ...typeTests])], paths);
}

/** Where the sources of a package's further entries may be. */
function subpaths(src: string): string[] {
  return [join(src, '*.ts'), join(src, '*/index.ts'), join(src, 'gen/*.gen.ts')];
}

/** Old inputs must fit the new functions, new answers the old code. */
function compareTypes(root: string, oldGen: string, newGen: string, folder: string): string[] {
  const known = new Set(namesOf(join(newGen, 'types.gen.ts')));
  const lines = [
    `import type * as Old from '${join(oldGen, 'types.gen.js')}';`,
    `import type * as New from '${join(newGen, 'types.gen.js')}';`,
  ];
  const labels = new Map<number, string>();
  const missing: string[] = [];
  for (const name of namesOf(join(oldGen, 'types.gen.ts'))) {
    const kind = /(Data|Response)$/.exec(name)?.[1];
    if (!known.has(name)) missing.push(`\`${name}\` is gone`);
    else if (kind) {
      const [from, to] = kind === 'Data' ? ['Old', 'New'] : ['New', 'Old'];
      lines.push(`export const ${name} = (value: ${from}.${name}): ${to}.${name} => value;`);
      labels.set(
        lines.length,
        `\`${name}\`: the ${kind === 'Data' ? 'old input does not fit the new' : 'new answer does not fit the old'}`,
      );
    }
  }
  const file = join(folder, 'yesterday.ts');
  writeFileSync(file, lines.join('\n'));
  const found = errors(
    root,
    [file],
    {},
    (line, message) => `${labels.get(line) ?? `line ${line}`}: ${message}`,
  );
  return [...missing, ...found];
}

function errors(
  root: string,
  files: readonly string[],
  paths: Record<string, string[]>,
  label?: (line: number, message: string) => string,
): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  const program = ts.createProgram([...files], {
    ...options,
    composite: false,
    declaration: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts
      .flattenDiagnosticMessageText(messageText, ' ')
      .replace(/\s+/g, ' ')
      .replace(/import\("[^"]*"[^)]*\)\./g, '');
    const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
    return label
      ? label(line, message)
      : `${file ? `${relative(root, file.fileName)}:${line}: ` : ''}${message}`;
  });
}
