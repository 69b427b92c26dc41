import { InvalidInputError } from '../errors.js';

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

function combine<Field extends string>(word: 'and' | 'or', filters: readonly Filter<Field>[]): Filter<Field> {
  const [first, ...rest] = filters;
  if (!first) throw new InvalidInputError(`filter: '${word}' needs at least one filter`);
  if (rest.length === 0) return first;
  return new Filter(filters.map((filter) => filter.toOperand()).join(` ${word} `), true);
}
