import { badRequest } from '../errors.js';
import type { Token } from './tokens.js';

/** Where the reading of a filter stands among its tokens. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token `ahead` places on; without it, the one to read next. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Reads one token; undefined at the end. */
  take(): Token | undefined {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** @throws ScimError 400 invalidFilter where no word stands. */
  word(what: string): string {
    const token = this.peek();
    if (token?.kind !== 'word')
      throw badRequest('invalidFilter', `The filter needs ${what} at ${this.here()}.`);
    this.#at += 1;
    return token.text;
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }

  takeWord(word: string): boolean {
    const is = this.isWord(word);
    if (is) this.#at += 1;
    return is;
  }

  /** The place, for an error's text. */
  here(): string {
    const token = this.peek();
    if (!token) return 'its end';
    return token.kind === 'word' ? JSON.stringify(token.text.slice(0, 50)) : `its part ${this.#at + 1}`;
  }
}
