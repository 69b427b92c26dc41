import { badRequest, ScimError } from '../errors.js';
import type { Json } from '../json.js';
import type { Quirks } from '../quirks.js';
import type { AttributeDefinition } from '../schema/definition.js';
import { readSimple } from '../schema/read-value.js';
import type { Operator } from './ast.js';
import type { Token } from './tokens.js';

const IS_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What stands behind an operator, by the type of its attribute. Null is RFC 7643 2.5's "unassigned". */
export function readLiteral(
  token: Token | undefined,
  attribute: AttributeDefinition,
  path: string,
  quirks: Quirks,
): string | number | boolean | null {
  if (token?.kind === 'string') return typed(token.value, attribute, path, quirks);
  if (token?.kind !== 'word') throw badRequest('invalidFilter', `A value is missing after ${path}.`);
  const { text } = token;
  if (text === 'null') return null;
  const isText = !['boolean', 'integer', 'decimal'].includes(attribute.type);
  if (isText) {
    if (quirks.unquotedValues) return typed(text, attribute, path, quirks);
    throw badRequest(
      'invalidFilter',
      `${path} is compared with ${JSON.stringify(text)}, which has no quotation marks.`,
    );
  }
  if (text === 'true' || text === 'false') return typed(text === 'true', attribute, path, quirks);
  return typed(IS_NUMBER.test(text) ? Number(text) : text, attribute, path, quirks);
}

function typed(value: Json, attribute: AttributeDefinition, path: string, quirks: Quirks) {
  try {
    // An empty string is a value here: nothing equals it.
    return value === '' && attribute.type === 'string'
      ? ''
      : ((readSimple(attribute, value, path, quirks) ?? '') as string | number | boolean);
  } catch (error) {
    if (error instanceof ScimError) throw badRequest('invalidFilter', error.message);
    throw error;
  }
}

/** RFC 7644 3.4.2.2: booleans and binaries have no order, only strings have parts. */
export function refuseOperator(operator: Operator, { type }: AttributeDefinition, path: string): void {
  const isEquality = operator === 'eq' || operator === 'ne';
  const isPart = operator === 'co' || operator === 'sw' || operator === 'ew';
  const fits =
    isEquality ||
    (isPart ? type === 'string' || type === 'reference' : type !== 'boolean' && type !== 'binary');
  if (!fits) throw badRequest('invalidFilter', `${operator} does not fit ${path}, which is ${type}.`);
}
