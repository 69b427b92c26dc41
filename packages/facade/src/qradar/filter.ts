import { InvalidInputError } from '../errors.js';
import { kindOf } from '../util/check.js';

/**
 * A filter built by {@link where}. `Field` says which fields it names, so that a list refuses a field that it does not
 * have.
 */
export class Filter<Field extends string> {
  /** Only for the compiler. */
  declare readonly fields: Field;
  readonly #text: string;
  readonly #compound: boolean;

  /** Internal: use {@link where}, {@link and}, {@link or}, {@link not}. */
  constructor(text: string, compound = false) {
    this.#text = text;
    this.#compound = compound;
  }

  /** The filter in QRadar's grammar, not URL-encoded; the client encodes it once. */
  toString(): string {
    return this.#text;
  }

  /** The filter in parentheses where it needs them as a part of another one. */
  toOperand(): string {
    return this.#compound ? `(${this.#text})` : this.#text;
  }
}

/**
 * All of the filters hold.
 * @example
 * const filter = and(where('tenant_id', '=', 2), where('email', 'is null'));
 */
export function and<Field extends string>(...filters: [Filter<Field>, ...Filter<Field>[]]): Filter<Field> {
  return combine('and', filters);
}

/**
 * At least one of the filters holds.
 * @example
 * const filter = or(where('username', '=', 'jane'), where('username', 'like', 'jane.%'));
 */
export function or<Field extends string>(...filters: [Filter<Field>, ...Filter<Field>[]]): Filter<Field> {
  return combine('or', filters);
}

/**
 * The filter does not hold.
 * @example
 * const filter = not(where('username', 'in', ['admin', 'api']));
 */
export function not<Field extends string>(filter: Filter<Field>): Filter<Field> {
  return new Filter(`not ${operand('not', filter)}`, true);
}

function combine<Field extends string>(word: 'and' | 'or', filters: readonly Filter<Field>[]): Filter<Field> {
  const [first, ...rest] = filters;
  if (!first) throw new InvalidInputError(`filter: '${word}' needs at least one filter`);
  if (rest.length === 0 && first instanceof Filter) return first;
  return new Filter(filters.map((filter) => operand(word, filter)).join(` ${word} `), true);
}

function operand(word: string, filter: unknown): string {
  if (filter instanceof Filter) return filter.toOperand();
  throw new InvalidInputError(
    `filter: '${word}' takes filters that where(), and(), or() or not() made, not ${kindOf(filter)}`,
  );
}

/** What a field can be compared with. */
export type FilterScalar = string | number | boolean;

/**
 * Escapes `%` and `_` so that `like` and `ilike` take them literally.
 * @example
 * const filter = where('username', 'like', `${literal('svc_')}%`);
 */
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
