import {
  type Criteria,
  type CriteriaField,
  type CriteriaOperatorsByField,
  criteriaOperatorsByField,
} from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';

/** Operators that compare with a list. */
type ValueOf<Operator> = Operator extends 'IN'
  ? readonly [string | number | bigint, ...(string | number | bigint)[]]
  : string | number | bigint;

/**
 * One condition of a search, such as `where('emailAddress', 'CONTAINS', '@example.com')`. Several conditions must all
 * hold (Qualys).
 * @throws InvalidInputError for an empty value, or a comma inside a value of IN, which could not be told from two values.
 * @example
 * const two = await saq.users.list(where('id', 'IN', [4711, 4712])).toArray();
 */
export function where<Field extends CriteriaField, Operator extends CriteriaOperatorsByField[Field]>(
  field: Field,
  operator: Operator,
  value: ValueOf<Operator>,
): Criteria {
  const isKnown = Object.hasOwn(criteriaOperatorsByField, field);
  const allowed: readonly string[] = isKnown ? criteriaOperatorsByField[field] : [];
  if (!allowed.includes(operator)) {
    throw new InvalidInputError(
      `criteria: ${String(field)} takes ${allowed.join(', ') || 'no operator'}, not ${String(operator)}`,
    );
  }
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (values.length === 0 || values.includes(''))
    throw new InvalidInputError(`criteria: ${field} ${operator} needs a value`);
  if (operator === 'IN' && values.some((item) => item.includes(','))) {
    throw new InvalidInputError(`criteria: a value of ${field} IN must not hold a comma`);
  }
  return { field, operator, value: values.join(',') } as Criteria;
}
