import type { Criteria, LongInput, RecordSchema, UserUpdate } from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import { unknownName } from '../util/check-options.js';

/** An id of 64 bits: digits as text, a bigint, or a number up to 2^53 - 1. Answers always give it as text. */
export type SaqId = LongInput;
/** Changes to one of several users. */
export type SaqUserChange = Omit<UserUpdate, 'id'> & { readonly id: SaqId };

/** The schema is closed: Qualys refuses an element that it does not have, so that there is no `extra` here. */
export function checkFields(what: string, input: object, schema: RecordSchema): void {
  const known = schema.elements.map(({ name }) => name);
  const odd = Object.keys(input).find((name) => !known.includes(name));
  if (odd !== undefined)
    throw unknownName(what, odd, known, '. Its schema is closed: there are no extra fields');
}

/** An id as the vendor writes it. @throws InvalidInputError for what is none. */
export function idText(id: unknown): string {
  const text = typeof id === 'number' && !Number.isSafeInteger(id) ? '' : String(id);
  if (!['string', 'number', 'bigint'].includes(typeof id) || !/^[0-9]{1,19}$/.test(text)) {
    throw new InvalidInputError(
      'id must be a whole number: digits as text, a bigint, or a number up to 2^53 - 1',
    );
  }
  return text;
}

/** One or several, as a list. @throws InvalidInputError for an empty one. */
export function several<Item>(input: Item | readonly Item[], what: string): Item[] {
  const list = Array.isArray(input) ? [...(input as readonly Item[])] : [input as Item];
  if (list.length === 0) throw new InvalidInputError(`${what} must not be empty`);
  return list;
}

export function listOf(criteria: Criteria | readonly Criteria[] | undefined): Criteria[] {
  if (criteria === undefined) return [];
  return Array.isArray(criteria) ? [...(criteria as readonly Criteria[])] : [criteria as Criteria];
}
