import { InvalidInputError } from '../errors.js';

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

/** Quotation marks are needed around anything but letters and digits, and are always allowed (IBM overview). */
export function inQuotes(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new InvalidInputError('filter: a value must not hold control characters');
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
}
