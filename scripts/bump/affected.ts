import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type Change, type Impact, strongest } from './change.ts';

export interface AffectedPackage {
  readonly name: string;
  readonly version: string;
  readonly impact: Impact;
}

/**
 * The packages whose users notice: the vendor's, which is generated from the spec; the mock servers, which answer by it;
 * the facade, when an operation that it calls changed, or something that holds for every call.
 */
export function affectedPackages(
  root: string,
  vendor: string,
  changes: readonly Change[],
): AffectedPackage[] {
  const impact = strongest(changes.map((each) => each.impact));
  if (!impact) return [];
  const used = namesUsed(join(root, 'packages', 'facade', 'src', vendor), `@rollcall/${vendor}`);
  const noticed = changes.filter(
    ({ impact: each, subject, operations }) =>
      each !== 'fix' &&
      (subject === 'version' ||
        subject === 'security' ||
        operations.length === 0 ||
        operations.some((id) => used.has(id))),
  );
  const facade = strongest(noticed.map((each) => each.impact));
  const impacts: [folder: string, impact: Impact | undefined][] = [
    [vendor, impact],
    ['facade', facade],
    ['mock-servers', impact],
  ];
  return impacts.flatMap(([folder, each]) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
    return each && !manifest.private
      ? [{ name: manifest.name, version: manifest.version, impact: each }]
      : [];
  });
}

/** Names that the sources below a folder import from a package, by the import's own name. */
export function namesUsed(folder: string, from: string): Set<string> {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || /\.test\./.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const specifier = statement.moduleSpecifier;
      if (
        !specifier ||
        !ts.isStringLiteral(specifier) ||
        !(specifier.text === from || specifier.text.startsWith(`${from}/`))
      )
        continue;
      const bindings = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : statement.exportClause;
      if (bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) {
        for (const each of bindings.elements) names.add((each.propertyName ?? each.name).text);
      }
    }
  }
  return names;
}
