/**
 * The keys of the records that a walk has given. Ids mostly come in ascending order: then a list of numbers is enough,
 * at a third of a Set's memory and without its work on every record. The first key out of order makes it a Set.
 */
export class SeenKeys {
  #ascending: number[] = [];
  #all: Set<unknown> | undefined;

  /** True when the key did not come before; it is known from then on. */
  add(key: unknown): boolean {
    if (!this.#all) {
      if (typeof key === 'number' && key > (this.#ascending.at(-1) ?? Number.NEGATIVE_INFINITY)) {
        this.#ascending.push(key);
        return true;
      }
      this.#all = new Set(this.#ascending);
      this.#ascending = [];
    }
    if (this.#all.has(key)) return false;
    this.#all.add(key);
    return true;
  }
}
