import { CODES, unprocessable } from '../http/errors.js';
import { type FieldPath, type Filter, type Literal, literalText, pathText } from './filter-ast.js';
import { compileLike } from './like.js';
import type { Shape } from './shapes.js';

type Predicate = (item: unknown) => boolean;
type Kind = 'text' | 'number' | 'boolean';
type Scalar = string | number | boolean;

/**
 * Binds a filter to the fields of a resource. On a null field `= < <= > >= IN BETWEEN LIKE` are false, `!=`,
 * `NOT IN` and `NOT BETWEEN` true (IBM overview); a field that the answer does not have counts as null.
 * @throws ApiError 422 for an unknown field and for a value or operator that does not suit the field's kind.
 */
export function compileFilter(filter: Filter, shape: Shape): Predicate {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const operands = filter.operands.map((operand) => compileFilter(operand, shape));
      return filter.kind === 'and'
        ? (item) => operands.every((operand) => operand(item))
        : (item) => operands.some((operand) => operand(item));
    }
    case 'not': {
      const operand = compileFilter(filter.operand, shape);
      return (item) => !operand(item);
    }
    case 'null': {
      shapeAt(filter.path, shape);
      return (item) => (valueAt(item, filter.path) === null) !== filter.negated;
    }
    case 'compare': {
      const kind = kindAt(filter.path, shape);
      const expected = convert(filter.value, kind, filter.path);
      const test = tests[filter.operator];
      return scalarTest(filter.path, filter.operator === '!=', (value) => test(order(value, expected)));
    }
    case 'in': {
      const kind = kindAt(filter.path, shape);
      const expected = new Set(filter.values.map((value) => convert(value, kind, filter.path)));
      return scalarTest(filter.path, filter.negated, (value) => expected.has(value) !== filter.negated);
    }
    case 'between': {
      const kind = kindAt(filter.path, shape);
      const low = convert(filter.low, kind, filter.path);
      const high = convert(filter.high, kind, filter.path);
      const inside = (value: Scalar) => order(value, low) >= 0 && order(value, high) <= 0;
      return scalarTest(filter.path, filter.negated, (value) => inside(value) !== filter.negated);
    }
    case 'like': {
      if (kindAt(filter.path, shape) !== 'text') throw misused(filter.path, 'LIKE needs a text field');
      const matches = compileLike(filter.pattern.text, filter.caseSensitive);
      return scalarTest(filter.path, false, (value) => matches(String(value)));
    }
    case 'contains': {
      const list = shapeAt(filter.path, shape);
      if (typeof list === 'string' || !('elements' in list))
        throw misused(filter.path, 'CONTAINS needs a list');
      const element = compileFilter(filter.element, list.elements);
      return (item) => {
        const elements = valueAt(item, filter.path);
        return Array.isArray(elements) && elements.some(element);
      };
    }
  }
}

const tests = {
  '=': (sign: number) => sign === 0,
  '!=': (sign: number) => sign !== 0,
  '<': (sign: number) => sign < 0,
  '<=': (sign: number) => sign <= 0,
  '>': (sign: number) => sign > 0,
  '>=': (sign: number) => sign >= 0,
} as const;

function scalarTest(path: FieldPath, whenNull: boolean, test: (value: Scalar) => boolean): Predicate {
  return (item) => {
    const value = valueAt(item, path);
    return value === null ? whenNull : test(value as Scalar);
  };
}

function valueAt(item: unknown, path: FieldPath): unknown {
  let value: unknown = item;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value ?? null;
}

function shapeAt(path: FieldPath, shape: Shape): Shape {
  let current = shape;
  for (const name of path) {
    const inner = typeof current === 'string' || 'elements' in current ? undefined : current.fields;
    if (inner === undefined || !Object.hasOwn(inner, name)) {
      throw unprocessable(
        CODES.badFilter,
        `The filter names ${pathText(path)}, which is no field of this resource.`,
      );
    }
    current = inner[name] as Shape;
  }
  return current;
}

function kindAt(path: FieldPath, shape: Shape): Kind {
  const found = shapeAt(path, shape);
  if (typeof found === 'string') return found;
  throw misused(
    path,
    'elements' in found ? 'a list is tested with CONTAINS' : 'name an inner field in brackets',
  );
}

function convert(literal: Literal, kind: Kind, path: FieldPath): Scalar {
  const text = literalText(literal);
  if (kind === 'text') return text;
  if (kind === 'number') {
    const number = Number(text);
    if (text.trim() !== '' && Number.isFinite(number)) return number;
    throw misused(path, `${JSON.stringify(text)} is not a number`);
  }
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  throw misused(path, `${JSON.stringify(text)} is neither true nor false`);
}

function order(left: Scalar, right: Scalar): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function misused(path: FieldPath, why: string): Error {
  return unprocessable(CODES.badFilter, `The filter cannot be applied to ${pathText(path)}: ${why}.`);
}
