import { badRequest } from '../errors.js';
import type { Quirks } from '../quirks.js';
import { type AttributeRef, valueAttribute } from '../schema/resolve.js';
import { type Filter, OPERATORS, type Operator } from './ast.js';
import { readLiteral, refuseOperator } from './literal.js';
import type { TokenCursor } from './token-cursor.js';

/** Reads what stands behind an attribute's name: `pr`, or an operator and a value. */
export function readComparison(tokens: TokenCursor, attribute: AttributeRef, quirks: Quirks): Filter {
  const word = tokens.word(`an operator after ${attribute.path}`);
  if (word.toLowerCase() === 'pr') return { kind: 'present', attribute };
  const operator = OPERATORS.find((each) => each === word.toLowerCase()) as Operator | undefined;
  if (!operator) {
    throw badRequest(
      'invalidFilter',
      `${JSON.stringify(word.slice(0, 50))} is no operator; there are ${OPERATORS.join(', ')}, pr.`,
    );
  }
  const simple = simpleOf(attribute);
  const definition = simple.sub ?? simple.attribute;
  const token = tokens.take();
  const value = readLiteral(token, definition, simple.path, quirks);
  if (value === null) {
    const present: Filter = { kind: 'present', attribute: simple };
    if (operator === 'eq') return { kind: 'not', of: present };
    if (operator === 'ne') return present;
    throw badRequest('invalidFilter', `${operator} does not take null.`);
  }
  refuseOperator(operator, definition, simple.path);
  return { kind: 'compare', attribute: simple, operator, value };
}

/** The attribute itself, or the `value` of a complex one. */
function simpleOf(ref: AttributeRef): AttributeRef {
  if (ref.sub || ref.attribute.type !== 'complex') return ref;
  const sub = valueAttribute(ref.attribute);
  if (!sub) throw badRequest('invalidFilter', `${ref.path} has parts; name the one to compare.`);
  return { ...ref, sub, path: `${ref.path}.${sub.name}` };
}
