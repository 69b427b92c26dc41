import ts from 'typescript';

// One dialect for constants: what a module fixes for good, a number, a text, a pattern, or a list, set or table of these,
// is written in CAPITALS; what it makes by a call, and every function, is not. `pnpm check constants` holds it.

export interface Misnamed {
  readonly name: string;
  readonly line: number;
  readonly better: string;
}

const CAPITALS = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** The constants of a module that are plain data and not in capitals. */
export function misnamedConstants(path: string, text: string): Misnamed[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
      return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || CAPITALS.test(name.text)) return [];
      if (initializer === undefined || isEmpty(initializer) || !isData(initializer)) return [];
      const line = file.getLineAndCharacterOfPosition(name.getStart()).line + 1;
      return [{ name: name.text, line, better: inCapitals(name.text) }];
    });
  });
}

/** `maxBodyBytes` as `MAX_BODY_BYTES`. */
function inCapitals(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

/** A collection that is filled as the program goes. */
function isEmpty(node: ts.Expression): boolean {
  if (ts.isNewExpression(node)) return (node.arguments ?? []).length === 0;
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  return ts.isObjectLiteralExpression(node) && node.properties.length === 0;
}

/** Whether nothing is left to be worked out: a literal, arithmetic with literals, or a collection of these. */
function isData(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return isData(node.expression);
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isData);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isData(property.initializer),
    );
  }
  if (ts.isNewExpression(node)) {
    return /^(Set|Map)$/.test(node.expression.getText()) && (node.arguments ?? []).every(isData);
  }
  if (ts.isPrefixUnaryExpression(node)) return isData(node.operand);
  if (ts.isBinaryExpression(node)) return isData(node.left) && isData(node.right);
  return (
    ts.isLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}
