import { suggestion } from '../../input/nearest.js';

type Kinds = { text: string; integer: number };

/** Reads one object of seed data and says exactly where something is wrong. */
export class SeedReader {
  readonly #data: Record<string, unknown>;
  readonly #place: string;
  readonly #read = new Set<string>();

  private constructor(data: Record<string, unknown>, place: string) {
    this.#data = data;
    this.#place = place;
  }

  /** @throws Error when `data` is no object. */
  static of(data: unknown, place: string): SeedReader {
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      return new SeedReader(data as Record<string, unknown>, place);
    }
    throw new Error(`${place} must be an object`);
  }

  fail(why: string, name?: string): never {
    throw new Error(`${this.#place}${name === undefined ? '' : `.${name}`}: ${why}`);
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.fail('must be a string', name);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.fail('must be true or false', name);
  }

  integer(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0))
      return value as number;
    return this.fail('must be an integer, zero or more', name);
  }

  needed<Kind extends keyof Kinds>(name: string, kind: Kind): Kinds[Kind] {
    const value = kind === 'text' ? this.text(name) : this.integer(name);
    if (value === undefined || value === '') return this.fail('is missing', name);
    return value as Kinds[Kind];
  }

  /** An id that must be known. */
  reference(name: string, known: ReadonlyMap<number, unknown>): number {
    const id = this.needed(name, 'integer');
    if (!known.has(id)) this.fail(`nothing has the id ${id}; there is ${[...known.keys()].join(', ')}`, name);
    return id;
  }

  texts(name: string): string[] | undefined {
    const values = this.#array(name);
    if (values?.every((value) => typeof value === 'string') ?? true) return values as string[] | undefined;
    return this.fail('must hold strings only', name);
  }

  integers(name: string): number[] | undefined {
    const values = this.#array(name);
    if (values?.every(Number.isSafeInteger) ?? true) return values as number[] | undefined;
    return this.fail('must hold integers only', name);
  }

  list(name: string): SeedReader[] | undefined {
    return this.#array(name)?.map((value, index) => SeedReader.of(value, `${this.#place}.${name}[${index}]`));
  }

  object(name: string): SeedReader | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : SeedReader.of(value, `${this.#place}.${name}`);
  }

  /** A field that nobody asked for is a typing error. */
  refuseOthers(): void {
    const other = Object.keys(this.#data).find((name) => !this.#read.has(name));
    if (other === undefined) return;
    const known = [...this.#read];
    this.fail(`is no field here${suggestion(other, known) || `; known are ${known.join(', ')}`}`, other);
  }

  #array(name: string): unknown[] | undefined {
    const value = this.#value(name);
    if (value === undefined || Array.isArray(value)) return value;
    return this.fail('must be a list', name);
  }

  /** Null counts as absent. */
  #value(name: string): unknown {
    this.#read.add(name);
    return this.#data[name] ?? undefined;
  }
}
