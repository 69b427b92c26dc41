/** A field, outermost first: `x(y(z))` is `['x', 'y', 'z']`. Empty is `.`, the element itself. */
export type FieldPath = readonly string[];

/** A value as it was written: quoted or bare. In quotes a backslash is still there, for LIKE has escapes of its own. */
export interface Literal {
  text: string;
  quoted: boolean;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A filter, parsed. `<>` and `^=` are read as `!=`. */
export type Filter =
  | { kind: 'and' | 'or'; operands: readonly Filter[] }
  | { kind: 'not'; operand: Filter }
  | { kind: 'compare'; path: FieldPath; operator: Comparison; value: Literal }
  | { kind: 'in'; path: FieldPath; negated: boolean; values: Literal[] }
  | { kind: 'between'; path: FieldPath; negated: boolean; low: Literal; high: Literal }
  | { kind: 'null'; path: FieldPath; negated: boolean }
  | { kind: 'like'; path: FieldPath; caseSensitive: boolean; pattern: Literal }
  | { kind: 'contains'; path: FieldPath; element: Filter };

/** The value that a quoted literal stands for: `\"`, `\'` and `\\` are unescaped, any other backslash is itself. */
export function literalText(literal: Literal): string {
  return literal.quoted ? literal.text.replace(/\\(["'\\])/g, '$1') : literal.text;
}

export function pathText(path: FieldPath): string {
  return path.length === 0 ? '.' : path.join('(') + ')'.repeat(path.length - 1);
}
