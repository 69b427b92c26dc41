import { invalidRequest } from '../http/refusal.js';
import { saqSchema } from '../xml/xsd.js';
import { compareIds, requireId } from './ids.js';
import type { Criterion, User } from './model.js';

export type Matcher<Item = User> = (item: Item) => boolean;

/** What one kind of object can be searched by. */
export interface SearchRules<Item> {
  operators: ReadonlyMap<string, ReadonlySet<string>>;
  /** Fields whose values are ids, which are compared as numbers. */
  idFields: readonly string[];
  valuesOf(item: Item, field: string): readonly string[];
}

/** Users by the operators of saq.xsd. A user without a title has an empty one (unconfirmed). */
export function compileCriteria(filters?: readonly Criterion[]): Matcher {
  return compileFilters(filters, {
    operators: saqSchema().operators,
    idFields: ['id', 'tags.tag.id'],
    valuesOf,
  });
}

/**
 * Every condition must be met (Qualys). Unconfirmed: texts are compared with their case, and a condition without a value
 * is refused.
 * @throws Refusal INVALID_REQUEST: an operator that does not fit its field, a value that does not fit either.
 */
export function compileFilters<Item>(
  filters: readonly Criterion[] = [],
  rules: SearchRules<Item>,
): Matcher<Item> {
  const tests = filters.map((criterion) => compileOne(criterion, rules));
  return (item) => tests.every((test) => test(item));
}

function compileOne<Item>(
  { field, operator, value }: Criterion,
  { idFields, operators, valuesOf }: SearchRules<Item>,
): Matcher<Item> {
  const allowed = operators.get(field) ?? new Set();
  if (!allowed.has(operator)) {
    throw invalidRequest(
      `The operator ${operator} is not allowed for the field ${field}.`,
      `Use one of: ${[...allowed].join(', ')}.`,
    );
  }
  if (value.trim() === '') throw invalidRequest(`The Criteria for ${field} has no value.`, 'Send a value.');
  const convert = idFields.includes(field)
    ? (text: string) => requireId(text, `The value of the Criteria for ${field}`)
    : (text: string) => text;
  const some = (test: (actual: string) => boolean): Matcher<Item> => {
    return (item) => valuesOf(item, field).some(test);
  };

  if (operator === 'IN') {
    const wanted = new Set(value.split(',').map((one) => convert(one)));
    return some((actual) => wanted.has(actual));
  }
  const wanted = convert(value);
  if (operator === 'GREATER') return some((actual) => compareIds(actual, wanted) > 0);
  if (operator === 'LESSER') return some((actual) => compareIds(actual, wanted) < 0);
  if (operator === 'CONTAINS') return some((actual) => actual.includes(wanted));
  if (operator === 'EQUALS') return (item) => valuesOf(item, field).includes(wanted);
  if (operator === 'NOT EQUALS') return (item) => !valuesOf(item, field).includes(wanted);
  throw new Error(`The documents allow the operator ${operator}, which this file does not know`);
}

function valuesOf(user: User, field: string): string[] {
  if (field === 'tags.tag.id') return (user.tags ?? []).map(({ id }) => id);
  if (field === 'tags' || field === 'tags.tag.name') return (user.tags ?? []).map(({ name }) => name);
  return [user[field as Exclude<keyof User, 'tags'>] ?? ''];
}
