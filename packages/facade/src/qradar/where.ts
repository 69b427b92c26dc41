import { filters } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import { unknownName } from '../util/check-options.js';
import { Filter, type FilterScalar, quote, quotePattern } from './filter.js';

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

/**
 * Text for a field that takes `like`, a number for one that has an order and no `like`, and either where lists differ.
 */
type ScalarOf<Field, Of = Table> =
  Of extends Record<Field & string, readonly (infer Operator)[]>
    ? 'like' extends Operator
      ? string
      : '<' extends Operator
        ? number
        : FilterScalar
    : never;

type ValueOf<Operator, Scalar> = Operator extends 'is null' | 'is not null'
  ? []
  : Operator extends 'in' | 'not in'
    ? [values: readonly Scalar[]]
    : Operator extends 'between' | 'not between'
      ? [bounds: readonly [Scalar, Scalar]]
      : Operator extends 'contains'
        ? [inner: FilterScalar | Filter<string>]
        : [value: Scalar];

/**
 * One comparison, such as `where('email', 'like', '%@example.com')`. Values are quoted for you; `%` and `_` of `like`
 * and `ilike` keep their meaning (see {@link literal}). A field that is null passes `!=`, `<>`, `^=`, `not in` and
 * `not between`, and fails every other comparison; `is null` finds it (IBM overview, filter syntax).
 * @throws InvalidInputError for an empty list, a number that is not finite, or a character that cannot be quoted.
 * @example
 * const filter = and(where('email', 'like', '%@example.com'), not(where('username', 'in', ['admin', 'api'])));
 * for await (const user of qradar.users.list({ filter })) console.log(user.username);
 */
export function where<Field extends FilterField, Operator extends FilterOperator<Field> & string>(
  field: Field,
  operator: Operator,
  ...value: ValueOf<Operator, ScalarOf<Field>>
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

/**
 * {@link where} with the fields of users only, for an editor to offer.
 * @example
 * const filter = whereUser('email', 'ilike', '%@example.com');
 */
export function whereUser<
  Field extends keyof Tables['listUsers'] & string,
  Operator extends FilterOperator<Field> & string,
>(
  field: Field,
  operator: Operator,
  ...value: ValueOf<Operator, ScalarOf<Field, Tables['listUsers']>>
): Filter<Field> {
  return where(field, operator, ...(value as ValueOf<Operator, ScalarOf<Field>>));
}
