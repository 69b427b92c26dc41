import { InvalidInputError } from '../errors.js';
import { Filter } from './filter.js';

/** The text of a filter for the wire. A blank one is refused: it would silently match everybody. */
export function filterText(filter: unknown): string {
  if (typeof filter !== 'string' && !(filter instanceof Filter)) {
    throw new InvalidInputError("filter must be built with where(), or be Qlik's filter text as a string");
  }
  const text = String(filter);
  if (text.trim() === '')
    throw new InvalidInputError('filter must not be blank; use list() without one for all users');
  return text;
}

/** How many ids a filter names. In a text, what stands in quotes does not count. */
export function countIds(filter: Filter | string): number {
  if (filter instanceof Filter) return filter.ids;
  const bare = filter.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, '""');
  return bare.match(/(?<![\w.$-])id\s+eq\b/gi)?.length ?? 0;
}
