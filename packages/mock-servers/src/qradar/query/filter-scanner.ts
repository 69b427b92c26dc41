import { CODES, unprocessable } from '../http/errors.js';
import type { FieldPath, Literal } from './filter-ast.js';

const NUMBER_PATTERN = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![A-Za-z0-9_.])/iy;
const BARE_PATTERN = /[\p{L}\p{N}]+/uy;
const NAME_PATTERN = /[A-Za-z_][A-Za-z0-9_]*/y;
const SPACE_PATTERN = /\s*/y;

/** Reads the pieces of a filter expression; what a piece may be depends on where it stands, so there are no tokens. */
export class FilterScanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
    this.skipSpace();
  }

  get position(): number {
    return this.#position;
  }

  set position(position: number) {
    this.#position = position;
  }

  get atEnd(): boolean {
    return this.#position === this.#text.length;
  }

  skipSpace(): void {
    this.#match(SPACE_PATTERN);
  }

  /** Takes `symbol` when it stands here. */
  symbol(symbol: string): boolean {
    if (!this.#text.startsWith(symbol, this.#position)) return false;
    this.#position += symbol.length;
    this.skipSpace();
    return true;
  }

  /** Takes a keyword in any case, as a whole word. */
  keyword(word: string): boolean {
    const before = this.#position;
    if (this.#match(NAME_PATTERN)?.toLowerCase() === word) {
      this.skipSpace();
      return true;
    }
    this.#position = before;
    return false;
  }

  /** `name`, `x(y(z))` or `.`. */
  field(): FieldPath {
    const path: string[] = [];
    let opened = 0;
    while (!this.symbol('.')) {
      const name = this.#match(NAME_PATTERN);
      if (name === undefined) throw this.error('a field name');
      this.skipSpace();
      path.push(name);
      if (!this.symbol('(')) break;
      opened += 1;
    }
    for (; opened > 0; opened -= 1) {
      if (!this.symbol(')')) throw this.error('")" after the inner field');
    }
    return path;
  }

  /** A quoted string, a number, or a bare word of letters and digits only (IBM overview). */
  literal(): Literal {
    const quoted = this.quoted();
    if (quoted !== undefined) return quoted;
    const text = this.#match(NUMBER_PATTERN) ?? this.#match(BARE_PATTERN);
    if (text === undefined) throw this.error('a value (quote it unless it is letters and digits)');
    const next = this.#text[this.#position];
    if (next !== undefined && !/[\s(),]/.test(next)) {
      throw this.error(
        'the end of the value: values with other characters than letters and digits need quotes',
      );
    }
    this.skipSpace();
    return { text, quoted: false };
  }

  /** A string in single or double quotes, undefined when none stands here. */
  quoted(): Literal | undefined {
    const quote = this.#text[this.#position];
    if (quote !== '"' && quote !== "'") return undefined;
    let end = this.#position + 1;
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) throw this.error(`the closing ${quote}`);
    const text = this.#text.slice(this.#position + 1, end);
    this.#position = end + 1;
    this.skipSpace();
    return { text, quoted: true };
  }

  error(expected: string): Error {
    const found = this.atEnd
      ? 'the end'
      : JSON.stringify(this.#text.slice(this.#position, this.#position + 20));
    return unprocessable(
      CODES.badFilter,
      `The filter could not be parsed at character ${this.#position + 1}: expected ${expected}, found ${found}.`,
    );
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match[0];
  }
}
