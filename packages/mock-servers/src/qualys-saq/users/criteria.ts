import { invalidRequest } from '../http/refusal.js';
import { saqSchema } from '../xml/xsd.js';
import { compareIds, requireId } from './ids.js';
import type { Criterion, User } from './model.js';

export type Matcher = (user: User) => boolean;

/**
 * Every condition must be met (Qualys). Unconfirmed: texts are compared with their case, a user without a title
 * has an empty one, and a condition without a value is refused.
 * @throws Refusal INVALID_REQUEST: an operator that does not fit its field, a value that does not fit either.
 */
export function compileCriteria(filters: readonly Criterion[] = []): Matcher {
  const tests = filters.map(compileOne);
  return (user) => tests.every((test) => test(user));
}

function compileOne({ field, operator, value }: Criterion): Matcher {
  const allowed = saqSchema().operators.get(field) ?? new Set();
  if (!allowed.has(operator)) {
    throw invalidRequest(
      `The operator ${operator} is not allowed for the field ${field}.`,
      `Use one of: ${[...allowed].join(', ')}.`,
    );
  }
  if (value.trim() === '') throw invalidRequest(`The Criteria for ${field} has no value.`, 'Send a value.');
  const convert = isIdField(field)
    ? (text: string) => requireId(text, `The value of the Criteria for ${field}`)
    : (text: string) => text;

  if (operator === 'IN') {
    const wanted = new Set(value.split(',').map((one) => convert(one)));
    return (user) => valuesOf(user, field).some((actual) => wanted.has(actual));
  }
  const wanted = convert(value);
  if (operator === 'GREATER') {
    return (user) => valuesOf(user, field).some((actual) => compareIds(actual, wanted) > 0);
  }
  if (operator === 'CONTAINS') {
    return (user) => valuesOf(user, field).some((actual) => actual.includes(wanted));
  }
  if (operator === 'EQUALS') return (user) => valuesOf(user, field).includes(wanted);
  if (operator === 'NOT EQUALS') return (user) => !valuesOf(user, field).includes(wanted);
  throw new Error(`saq.xsd allows the operator ${operator}, which this file does not know`);
}

function isIdField(field: string): boolean {
  return field === 'id' || field === 'tags.tag.id';
}

function valuesOf(user: User, field: string): string[] {
  if (field === 'tags.tag.id') return (user.tags ?? []).map(({ id }) => id);
  if (field === 'tags' || field === 'tags.tag.name') return (user.tags ?? []).map(({ name }) => name);
  return [user[field as Exclude<keyof User, 'tags'>] ?? ''];
}
