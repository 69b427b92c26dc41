import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';

/** A value of an OpenAPI document, with its place there, so that an error can say where something is missing. */
export class Fact {
  readonly value: unknown;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    this.value = value;
    this.#place = place;
  }

  /** @throws Error that names the place when nothing stands there. */
  at(...keys: readonly string[]): Fact {
    let value = this.value;
    let place = this.#place;
    for (const key of keys) {
      place += ` > ${key}`;
      value = (value as Record<string, unknown> | null)?.[key];
      if (value === undefined) throw new Error(`The document has nothing at ${place}`);
    }
    return new Fact(value, place);
  }

  /** The members of an object. */
  entries(): [name: string, fact: Fact][] {
    if (typeof this.value !== 'object' || this.value === null) throw this.#wrong('an object');
    return Object.entries(this.value).map(([name, value]) => [
      name,
      new Fact(value, `${this.#place} > ${name}`),
    ]);
  }

  number(): number {
    if (typeof this.value === 'number') return this.value;
    throw this.#wrong('a number');
  }

  texts(): string[] {
    const { value } = this;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw this.#wrong('a list of texts');
  }

  #wrong(wanted: string): Error {
    return new Error(`The document needs ${wanted} at ${this.#place}`);
  }
}

/** The whole document of a vendor. */
export function factsOf(vendor: Vendor): Fact {
  return new Fact(specDocument(vendor), vendor);
}

/** An operation by its operationId. @throws Error for one that the document does not have. */
export function operationFacts(vendor: Vendor, operationId: string): Fact {
  for (const [, item] of factsOf(vendor).at('paths').entries()) {
    for (const [, operation] of item.entries()) {
      if ((operation.value as { operationId?: string }).operationId === operationId) return operation;
    }
  }
  throw new Error(`The document of ${vendor} has no operation ${operationId}`);
}
