import { InvalidInputError } from '../errors.js';

/** What a field can be compared with. */
export type FilterScalar = string | number | boolean;

/** Escapes `%` and `_` so that `like` and `ilike` take them literally. */
export function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** A value as it stands in a filter. */
export function quote(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new InvalidInputError(`filter: ${value} is not a number that can be compared`);
    return String(value);
  }
  if (typeof value !== 'string')
    throw new InvalidInputError('filter: a value must be a string, a number or a boolean');
  return inQuotes(value.replaceAll('\\', '\\\\'));
}

/**
 * A pattern of `like`, in which a backslash takes the sign of the pattern after it literally (IBM overview). One that takes
 * nothing, as at the end, would take the quotation mark: it is doubled, and stands for itself.
 */
export function quotePattern(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidInputError('filter: a pattern of like must be a string');
  if (/\p{Cc}/u.test(value)) throw new InvalidInputError('filter: a value must not hold control characters');
  const safe = value.replace(/\\[%_\\"']|\\|"/g, (sign) => (sign.length > 1 ? sign : `\\${sign}`));
  return `"${safe}"`;
}

/** Quotation marks are needed around anything but letters and digits, and are always allowed (IBM overview). */
function inQuotes(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new InvalidInputError('filter: a value must not hold control characters');
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
}
