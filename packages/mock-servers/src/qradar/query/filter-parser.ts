import { ApiError, CODES } from '../http/errors.js';
import { MAX_EXPRESSION_LENGTH } from './expression-length.js';
import type { Comparison, FieldPath, Filter, Literal } from './filter-ast.js';
import { FilterScanner } from './filter-scanner.js';

/** The longer sign first: `<=` begins like `<`. */
const COMPARISONS: readonly (readonly [sign: string, operator: Comparison])[] = [
  ['!=', '!='],
  ['<>', '!='],
  ['^=', '!='],
  ['<=', '<='],
  ['>=', '>='],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
];

/** Deeper than anyone writes; keeps a hostile filter from exhausting the stack. */
const MAX_DEPTH = 100;

/**
 * Parses QRadar's filter grammar (IBM overview, filtering). Keywords in any case; NOT binds tighter than AND, AND
 * tighter than OR. A filter that only parses after one more URL decoding is taken so: the overview asks for double
 * encoding, its samples are encoded once.
 * @throws ApiError 422 saying what was expected at which character; 400 for a filter that is too long.
 */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ApiError(
      400,
      CODES.badFilter,
      `The filter is longer than ${MAX_EXPRESSION_LENGTH} characters.`,
    );
  }
  try {
    return new FilterParser(text).parse();
  } catch (error) {
    const decoded = decodeAgain(text);
    if (decoded === text || !(error instanceof ApiError)) throw error;
    return new FilterParser(decoded).parse();
  }
}

/** One more URL decoding; the text itself where it is not encoded. */
export function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class FilterParser {
  readonly #scanner: FilterScanner;
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new FilterScanner(text);
  }

  parse(): Filter {
    const filter = this.#or();
    if (!this.#scanner.atEnd) throw this.#scanner.error('AND, OR or the end of the filter');
    return filter;
  }

  #or(): Filter {
    return this.#chain('or', () => this.#and());
  }

  #and(): Filter {
    return this.#chain('and', () => this.#unary());
  }

  /** One node for a chain of any length, so that a long chain does not become a deep tree. */
  #chain(kind: 'and' | 'or', operand: () => Filter): Filter {
    const operands = [operand()];
    while (this.#scanner.keyword(kind)) operands.push(operand());
    return operands.length === 1 ? (operands[0] as Filter) : { kind, operands };
  }

  #unary(): Filter {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#scanner.error(`at most ${MAX_DEPTH} nested expressions`);
    const filter = this.#nested();
    this.#depth -= 1;
    return filter;
  }

  #nested(): Filter {
    if (this.#scanner.keyword('not')) return { kind: 'not', operand: this.#unary() };
    if (this.#scanner.symbol('(')) return this.#inBrackets();
    return this.#condition(this.#scanner.field());
  }

  #inBrackets(): Filter {
    const filter = this.#or();
    if (!this.#scanner.symbol(')')) throw this.#scanner.error('")"');
    return filter;
  }

  #condition(path: FieldPath): Filter {
    const scanner = this.#scanner;
    const comparison = COMPARISONS.find(([sign]) => scanner.symbol(sign));
    if (comparison !== undefined)
      return { kind: 'compare', path, operator: comparison[1], value: scanner.literal() };
    if (scanner.keyword('is')) {
      const negated = scanner.keyword('not');
      if (!scanner.keyword('null')) throw scanner.error('NULL');
      return { kind: 'null', path, negated };
    }
    if (scanner.keyword('like')) return { kind: 'like', path, caseSensitive: true, pattern: this.#pattern() };
    if (scanner.keyword('ilike'))
      return { kind: 'like', path, caseSensitive: false, pattern: this.#pattern() };
    if (scanner.keyword('contains')) return { kind: 'contains', path, element: this.#element() };
    const negated = scanner.keyword('not');
    if (scanner.keyword('in')) return { kind: 'in', path, negated, values: this.#list() };
    if (scanner.keyword('between')) {
      const low = scanner.literal();
      if (!scanner.keyword('and')) throw scanner.error('AND between the two values');
      return { kind: 'between', path, negated, low, high: scanner.literal() };
    }
    throw scanner.error(negated ? 'IN or BETWEEN after NOT' : 'an operator');
  }

  /** The quotes are mandatory (IBM overview, LIKE). */
  #pattern(): Literal {
    const pattern = this.#scanner.quoted();
    if (pattern === undefined) throw this.#scanner.error('a quoted expression');
    return pattern;
  }

  #list(): Literal[] {
    if (!this.#scanner.symbol('(')) throw this.#scanner.error('"(" before the list');
    const values = [this.#scanner.literal()];
    while (this.#scanner.symbol(',')) values.push(this.#scanner.literal());
    if (!this.#scanner.symbol(')')) throw this.#scanner.error('"," or ")" in the list');
    return values;
  }

  /** After CONTAINS: a filter in brackets, one condition without, or a mere value for a list of simple elements. */
  #element(): Filter {
    const start = this.#scanner.position;
    const depth = this.#depth;
    if (this.#scanner.symbol('(')) {
      try {
        return this.#inBrackets();
      } catch (error) {
        this.#scanner.position = start;
        this.#depth = depth;
        return this.#bracketedValue(error);
      }
    }
    try {
      return this.#unary();
    } catch (error) {
      this.#scanner.position = start;
      this.#depth = depth;
      return this.#value(error);
    }
  }

  #bracketedValue(error: unknown): Filter {
    this.#scanner.symbol('(');
    const filter = this.#value(error);
    if (!this.#scanner.symbol(')')) throw error;
    return filter;
  }

  #value(error: unknown): Filter {
    try {
      return { kind: 'compare', path: [], operator: '=', value: this.#scanner.literal() };
    } catch {
      throw error;
    }
  }
}
