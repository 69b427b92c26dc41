type Raw = Readonly<Record<string, string | string[] | undefined>>;

/** The headers of an answer as undici gives them: by lower-case name, several of one name in a list. */
export class RawHeaders {
  readonly #raw: Raw;

  constructor(raw: Raw) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    const value = Object.hasOwn(this.#raw, key) ? this.#raw[key] : undefined;
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  forEach(look: (value: string, name: string) => void): void {
    for (const [name, value] of Object.entries(this.#raw)) {
      for (const one of Array.isArray(value) ? value : [value ?? '']) look(one, name);
    }
  }
}
