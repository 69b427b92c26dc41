import { badRequest } from '../errors.js';
import type { ProtocolLimits } from '../limits.js';
import { didYouMean } from '../nearest.js';
import type { Quirks } from '../quirks.js';
import type { ResourceType } from '../schema/definition.js';
import { type AttributeRef, findAttribute, resolveAttribute } from '../schema/resolve.js';
import type { Filter } from './ast.js';
import { readComparison } from './read-comparison.js';
import { TokenCursor } from './token-cursor.js';
import { type Token, tokenise } from './tokens.js';

export interface FilterOptions {
  quirks: Quirks;
  limits: ProtocolLimits;
}

/**
 * Reads a filter of RFC 7644 3.4.2.2. `not` binds tightest, then `and`, then `or`; operators and names in any case.
 *
 * @throws ScimError 400 invalidFilter: what is wrong, and where the limits are passed.
 */
export function parseFilter(text: string, type: ResourceType, options: FilterOptions): Filter {
  return new FilterParser(read(text, options), type, options).whole();
}

/** Reads what stands between the brackets of `emails[…]`. */
export function parseValueFilter(
  text: string,
  type: ResourceType,
  of: AttributeRef,
  options: FilterOptions,
): Filter {
  return new FilterParser(read(text, options), type, options, of).whole();
}

function read(text: string, { limits }: FilterOptions): Token[] {
  if (text.length > limits.filterLength) {
    throw badRequest('invalidFilter', `The filter is longer than ${limits.filterLength} characters.`);
  }
  return tokenise(text);
}

class FilterParser {
  readonly #tokens: TokenCursor;
  readonly #type: ResourceType;
  readonly #options: FilterOptions;
  /** The attribute inside whose brackets we are. */
  #within: AttributeRef | undefined;
  #depth = 0;
  #terms = 0;

  constructor(tokens: Token[], type: ResourceType, options: FilterOptions, within?: AttributeRef) {
    this.#tokens = new TokenCursor(tokens);
    this.#type = type;
    this.#options = options;
    this.#within = within;
  }

  whole(): Filter {
    const filter = this.#or();
    if (this.#tokens.peek())
      throw badRequest('invalidFilter', `The filter goes on after its end, at ${this.#tokens.here()}.`);
    return filter;
  }

  #or(): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#term()));
  }

  #joined(word: 'and' | 'or', next: () => Filter): Filter {
    const of = [next()];
    while (this.#tokens.takeWord(word)) of.push(next());
    const [only] = of;
    return of.length === 1 && only ? only : { kind: word, of };
  }

  #term(): Filter {
    this.#terms += 1;
    if (this.#terms > this.#options.limits.filterTerms) {
      throw badRequest(
        'invalidFilter',
        `The filter has more than ${this.#options.limits.filterTerms} terms.`,
      );
    }
    if (this.#tokens.peek()?.kind === 'open') return this.#nested('close', () => this.#or());
    const next = this.#tokens.peek(1);
    if (this.#tokens.isWord('not') && next?.kind === 'open') {
      this.#tokens.take();
      return { kind: 'not', of: this.#nested('close', () => this.#or()) };
    }
    return this.#comparison();
  }

  /** What stands between brackets; the opening one is next. */
  #nested(closing: 'close' | 'closeList', inner: () => Filter): Filter {
    this.#tokens.take();
    this.#depth += 1;
    if (this.#depth > this.#options.limits.filterDepth) {
      throw badRequest(
        'invalidFilter',
        `The filter nests more than ${this.#options.limits.filterDepth} levels deep.`,
      );
    }
    const filter = inner();
    if (this.#tokens.peek()?.kind !== closing) {
      throw badRequest(
        'invalidFilter',
        `A ${closing === 'close' ? ')' : ']'} is missing at ${this.#tokens.here()}.`,
      );
    }
    this.#tokens.take();
    this.#depth -= 1;
    return filter;
  }

  #comparison(): Filter {
    const attribute = this.#name();
    if (this.#tokens.peek()?.kind === 'openList') return this.#valuePath(attribute);
    return readComparison(this.#tokens, attribute, this.#options.quirks);
  }

  #valuePath(attribute: AttributeRef): Filter {
    if (this.#within || attribute.sub || attribute.attribute.type !== 'complex') {
      throw badRequest('invalidFilter', `${attribute.path} takes no brackets.`);
    }
    this.#within = attribute;
    const where = this.#nested('closeList', () => this.#or());
    // Entra's `emails[type eq "work"].value eq "x"`: the comparison belongs to the same value.
    const token = this.#tokens.peek();
    if (token?.kind === 'word' && token.text.startsWith('.')) {
      this.#tokens.take();
      const inner = this.#resolve(token.text.slice(1));
      const compared = readComparison(this.#tokens, inner, this.#options.quirks);
      this.#within = undefined;
      return { kind: 'some', attribute, where: { kind: 'and', of: [where, compared] } };
    }
    this.#within = undefined;
    return { kind: 'some', attribute, where };
  }

  #name(): AttributeRef {
    return this.#resolve(this.#tokens.word('an attribute'));
  }

  #resolve(name: string): AttributeRef {
    const found = this.#within ? this.#inner(this.#within, name) : resolveAttribute(this.#type, name, true);
    if (found) return found;
    throw badRequest(
      'invalidFilter',
      `No attribute is called ${JSON.stringify(name.slice(0, 200))}.${didYouMean(this.#type, name)}`,
    );
  }

  #inner(outer: AttributeRef, name: string): AttributeRef | undefined {
    const sub = findAttribute(outer.attribute.subAttributes ?? [], name);
    return sub && { ...outer, sub, path: `${outer.path}.${sub.name}` };
  }
}
