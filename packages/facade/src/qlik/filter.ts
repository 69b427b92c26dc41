import { filters, limits, type UserStatus } from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import { unknownName } from '../util/check-options.js';

type Operators = (typeof filters)['listUsers'];
/** A field that users can be filtered by (qlik.dev). */
export type FilterField = keyof Operators;
/** The operators that a field takes: `eq` is equal, `co` contains; both ignore case (qlik.dev). */
export type FilterOperator<Field extends FilterField> = Operators[Field][number];

/** What a field is compared with. A status that is not known here yet goes into a filter as text. */
type FilterValue<Field extends FilterField> = Field extends 'status' ? UserStatus : string;

/**
 * What a filter is about. Qlik wants all conditions on status in one group, which applies to the whole query. So
 * `plain` has no condition on status, `status` has nothing else, and `scoped` is a plain filter with its status group.
 */
export type FilterKind = 'plain' | 'status' | 'scoped';

/** A filter built by {@link where}, {@link and} and {@link or}. */
export class Filter<Kind extends FilterKind = FilterKind> {
  readonly kind: Kind;
  /** How many ids it names; the filter operation takes 100 (qlik.dev). */
  readonly ids: number;
  readonly #text: string;
  readonly #word: 'and' | 'or' | undefined;

  /** Internal: use {@link where}, {@link and}, {@link or}. */
  constructor(kind: Kind, ids: number, text: string, word?: 'and' | 'or') {
    this.kind = kind;
    this.ids = ids;
    this.#text = text;
    this.#word = word;
  }

  /** The filter in Qlik's subset of RFC 7644, not URL-encoded; the client encodes it once. */
  toString(): string {
    return this.#text;
  }

  /** The filter as a part of another one: in parentheses, unless the same word joins the parts of both. */
  toOperand(word: 'and' | 'or'): string {
    return this.#word === undefined || this.#word === word ? this.#text : `(${this.#text})`;
  }
}

type PlainFilter = Filter<'plain'>;
type StatusFilter = Filter<'status'>;
type WithStatus = Filter<'status' | 'scoped'>;

/**
 * One comparison, such as `where('email', 'eq', 'jane@corp.example')`. The value is quoted for you.
 * @throws InvalidInputError for a value that is no string or cannot be encoded.
 * @example
 * const filter = and(where('name', 'co', 'Doe'), where('status', 'eq', 'active'));
 * for await (const user of qlik.users.list({ filter })) console.log(user.email);
 */
export function where<Field extends FilterField>(
  field: Field,
  operator: FilterOperator<Field>,
  value: FilterValue<Field>,
): Filter<Field extends 'status' ? 'status' : 'plain'> {
  checkComparison(field, operator);
  const kind = (field === 'status' ? 'status' : 'plain') as Field extends 'status' ? 'status' : 'plain';
  return new Filter(kind, field === 'id' ? 1 : 0, `${field} ${operator} ${quote(value)}`);
}

/** What the types say, for callers in plain JavaScript: a name or an operator of their making would change the grammar. */
function checkComparison(field: string, operator: string): void {
  const table: Readonly<Record<string, readonly string[]>> = filters.listUsers;
  const operators = Object.hasOwn(table, field) ? table[field] : undefined;
  if (!operators) throw unknownName('filter', String(field), Object.keys(table));
  if (!operators.includes(operator)) {
    throw new InvalidInputError(
      `filter: ${field} takes ${operators.join(', ')}, not '${String(operator).slice(0, 40)}'`,
    );
  }
}

/**
 * All of the filters hold. A group of status conditions comes first or last and applies to the whole query (qlik.dev).
 * @throws InvalidInputError for no filter at all, or for more than one status group.
 * @example
 * const named = or(where('name', 'eq', 'Bob'), where('name', 'eq', 'Alice'));
 * const filter = and(named, or(where('status', 'eq', 'active'), where('status', 'eq', 'invited')));
 */
export function and(...filters: readonly PlainFilter[]): PlainFilter;
export function and(...filters: readonly [...PlainFilter[], StatusFilter]): WithStatus;
export function and(...filters: readonly [StatusFilter, ...PlainFilter[]]): WithStatus;
export function and(...filters: readonly [...PlainFilter[], WithStatus]): WithStatus;
export function and(...filters: readonly [WithStatus, ...PlainFilter[]]): WithStatus;
export function and(...filters: readonly Filter[]): Filter {
  const only = checkSome('and', filters);
  if (only) return only;
  const groups = filters.filter(({ kind }) => kind !== 'plain');
  if (groups.length > 1) {
    throw new InvalidInputError(
      `filter: conditions on status must stand in one group that applies to the whole query (qlik.dev); join them with or(), and that with the rest by and(): ${groups.join(' | ')}`,
    );
  }
  return join('and', groups.length === 0 ? 'plain' : 'scoped', filters);
}

/**
 * At least one of the filters holds. Status conditions can only be joined with status conditions (qlik.dev).
 * @throws InvalidInputError for no filter at all, or for status conditions among others.
 * @example
 * const filter = or(where('email', 'co', '@corp.example'), where('email', 'co', '@corp.test'));
 */
export function or(...filters: readonly PlainFilter[]): PlainFilter;
export function or(...filters: readonly StatusFilter[]): StatusFilter;
export function or(...filters: readonly Filter[]): Filter {
  const only = checkSome('or', filters);
  if (only) return only;
  const kinds = new Set(filters.map(({ kind }) => kind));
  if (kinds.size > 1 || kinds.has('scoped')) {
    throw new InvalidInputError(
      `filter: a condition on status applies to the whole query and cannot be one side of an or() (qlik.dev); take it out and join it by and(): ${filters.join(' | ')}`,
    );
  }
  return join('or', kinds.has('status') ? 'status' : 'plain', filters);
}

function checkSome(word: 'and' | 'or', filters: readonly Filter[]): Filter | undefined {
  const [first, ...rest] = filters;
  if (!first) throw new InvalidInputError(`filter: ${word}() needs at least one filter`);
  return rest.length === 0 ? first : undefined;
}

function join(word: 'and' | 'or', kind: FilterKind, filters: readonly Filter[]): Filter {
  const ids = filters.reduce((sum, filter) => sum + filter.ids, 0);
  return new Filter(kind, ids, filters.map((filter) => filter.toOperand(word)).join(` ${word} `), word);
}

/** A JSON string: RFC 7644 takes JSON's quotes and escapes. */
function quote(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidInputError('filter: a value must be a string');
  if (/\p{Surrogate}/u.test(value)) {
    throw new InvalidInputError(
      'filter: a value holds half a character (a lone surrogate) that cannot be encoded',
    );
  }
  return JSON.stringify(value);
}

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

/** Refuses a filter with more ids than the operation takes (qlik.dev), before it is sent. */
export function checkIds(operation: keyof typeof limits & `filter${string}`, filter: Filter | string): void {
  const most = limits[operation].maxIds;
  const ids = countIds(filter);
  if (ids > most)
    throw new InvalidInputError(`filter names ${ids} ids, and Qlik takes ${most} at most: ask in parts`);
}
