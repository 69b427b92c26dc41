import { filters } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import { unknownName } from '../util/check-options.js';

type Tables = typeof filters;
type Table = Tables[keyof Tables];
/** Every field that some list can be filtered by; a nested one is written `outer(inner)`. */
export type FilterField = Table extends infer T ? (T extends T ? keyof T & string : never) : never;
type OperatorsOf<Field> = Table extends infer T
  ? T extends T
    ? Field extends keyof T
      ? T[Field]
      : never
    : never
  : never;
/** The operators of QRadar's filter grammar that a field takes (IBM overview, filter syntax). */
export type FilterOperator<Field extends FilterField> =
  OperatorsOf<Field> extends infer List
    ? List extends readonly (infer Operator)[]
      ? Operator
      : never
    : never;

export type FilterScalar = string | number | boolean;

type ValueOf<Operator> = Operator extends 'is null' | 'is not null'
  ? []
  : Operator extends 'in' | 'not in'
    ? [values: readonly FilterScalar[]]
    : Operator extends 'between' | 'not between'
      ? [bounds: readonly [FilterScalar, FilterScalar]]
      : Operator extends 'contains'
        ? [inner: FilterScalar | Filter<string>]
        : [value: FilterScalar];

/** A filter built by {@link where}; `Field` says which fields it names, so that a list refuses one that is not its own. */
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
 * One comparison, such as `where('email', 'like', '%@example.com')`. Values are quoted for you; `%` and `_` of `like` and
 * `ilike` keep their meaning (see {@link literal}). A field that is null fails every comparison but `!=`, `<>`,
 * `^=`, `not in` and `not between`, which it passes: use `is null` (IBM overview, filter syntax).
 * @throws InvalidInputError for an empty list, a number that is not finite, or a character that cannot be quoted.
 */
export function where<Field extends FilterField, Operator extends FilterOperator<Field> & string>(
  field: Field,
  operator: Operator,
  ...value: ValueOf<Operator>
): Filter<Field> {
  const name = String(operator);
  checkComparison(field, name, value);
  const argument: unknown = value[0];
  switch (name) {
    case 'is null':
    case 'is not null':
      return new Filter(`${field} ${name}`);
    case 'in':
    case 'not in': {
      if (!Array.isArray(argument) || argument.length === 0) {
        throw new InvalidInputError(`filter: '${field} ${name}' needs at least one value`);
      }
      return new Filter(`${field} ${name} (${argument.map((item) => quote(item)).join(',')})`);
    }
    case 'between':
    case 'not between': {
      if (!Array.isArray(argument) || argument.length !== 2) {
        throw new InvalidInputError(`filter: '${field} ${name}' needs two bounds`);
      }
      return new Filter(`${field} ${name} ${quote(argument[0])} and ${quote(argument[1])}`);
    }
    case 'like':
    case 'ilike':
      return new Filter(`${field} ${name} ${quotePattern(argument)}`);
    case 'contains':
      return new Filter(
        `${field} contains ${argument instanceof Filter ? `(${argument})` : quote(argument)}`,
      );
    default:
      return new Filter(`${field}${name}${quote(argument)}`);
  }
}

/** What the types say, for callers in plain JavaScript: a name or an operator of their making would change the grammar. */
function checkComparison(field: string, operator: string, value: readonly unknown[]): void {
  const tables: readonly Readonly<Record<string, readonly string[]>>[] = Object.values(filters);
  const operators = tables.flatMap((table) => (Object.hasOwn(table, field) ? (table[field] ?? []) : []));
  if (operators.length === 0) {
    throw unknownName('filter', String(field), [...new Set(tables.flatMap((table) => Object.keys(table)))]);
  }
  if (!operators.includes(operator)) {
    throw new InvalidInputError(
      `filter: ${field} takes ${[...new Set(operators)].join(', ')}, not '${operator.slice(0, 40)}'`,
    );
  }
  const wanted = operator.endsWith('null') ? 0 : 1;
  if (value.length !== wanted) {
    throw new InvalidInputError(
      `filter: '${field} ${operator}' takes ${wanted === 0 ? 'no value' : 'one value'}`,
    );
  }
}

/** All of the filters hold. */
export function and<Field extends string>(...filters: [Filter<Field>, ...Filter<Field>[]]): Filter<Field> {
  return combine('and', filters);
}

/** At least one of the filters holds. */
export function or<Field extends string>(...filters: [Filter<Field>, ...Filter<Field>[]]): Filter<Field> {
  return combine('or', filters);
}

/** The filter does not hold. */
export function not<Field extends string>(filter: Filter<Field>): Filter<Field> {
  return new Filter(`not ${filter.toOperand()}`, true);
}

/** Escapes `%` and `_` so that `like` and `ilike` take them literally. */
export function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

function combine<Field extends string>(word: 'and' | 'or', filters: readonly Filter<Field>[]): Filter<Field> {
  const [first, ...rest] = filters;
  if (!first) throw new InvalidInputError(`filter: '${word}' needs at least one filter`);
  if (rest.length === 0) return first;
  return new Filter(filters.map((filter) => filter.toOperand()).join(` ${word} `), true);
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
function quotePattern(value: unknown): string {
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
