import { InvalidInputError } from '../errors.js';

/** What would be taken for an array in plain JavaScript, and would then seem empty without a word. */
export abstract class Unfetched {
  readonly #how: string;

  /** `how` says how to get at what the list holds. */
  constructor(how: string) {
    this.#how = how;
  }

  /** @throws InvalidInputError always: `(await users.list())[0]` is a mistake. */
  get 0(): never {
    throw this.#refusal();
  }

  /** @throws InvalidInputError always: how long a list is is not known before it is fetched. */
  get length(): never {
    throw this.#refusal();
  }

  toJSON(): string {
    return this.#note();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Paged { ${this.#note()} }`;
  }

  #note(): string {
    return `not fetched yet: ${this.#how}`;
  }

  #refusal(): InvalidInputError {
    return new InvalidInputError(`a list is no array, it is fetched as you go: ${this.#how}`);
  }
}
