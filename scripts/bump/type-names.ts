import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Names of the types that a file exports. */
export function namesOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements
    .filter((each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each))
    .map((each) => each.name.text);
}
