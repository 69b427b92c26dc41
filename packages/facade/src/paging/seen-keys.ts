/** No more, as larger arrays are kept outside the heap and cost more than a page's other work. */
const FIRST_BYTES = 64;

/**
 * The keys of the records that a walk has given, so that none comes twice. Ids mostly come in ascending order: then their
 * differences are kept, a byte or two for each, where a Set would take forty. The first key out of order makes it a Set.
 */
export class SeenKeys {
  #steps = new Uint8Array(FIRST_BYTES);
  #size = 0;
  #last = -1;
  #all: Set<unknown> | undefined;

  /** True when the key did not come before; it is known from then on. */
  add(key: unknown): boolean {
    if (!this.#all) {
      if (Number.isSafeInteger(key) && (key as number) > this.#last) {
        this.#append((key as number) - this.#last);
        this.#last = key as number;
        return true;
      }
      this.#all = this.#unfold();
    }
    if (this.#all.has(key)) return false;
    this.#all.add(key);
    return true;
  }

  /** Seven bits to a byte, the lowest first; the eighth says that more follow. */
  #append(step: number): void {
    if (this.#size + 8 > this.#steps.length) {
      const larger = new Uint8Array(this.#steps.length * 2);
      larger.set(this.#steps);
      this.#steps = larger;
    }
    let rest = step;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#steps[this.#size++] = (rest % 128) + 128;
    this.#steps[this.#size++] = rest;
  }

  #unfold(): Set<unknown> {
    const all = new Set<unknown>();
    let last = -1;
    let step = 0;
    let unit = 1;
    for (const byte of this.#steps.subarray(0, this.#size)) {
      step += (byte % 128) * unit;
      unit *= 128;
      if (byte > 127) continue;
      last += step;
      all.add(last);
      step = 0;
      unit = 1;
    }
    this.#steps = new Uint8Array(0);
    return all;
  }
}

/** The records that did not come before: mostly all, and then no list is copied. */
export function unseen<Item>(items: Item[], seen: SeenKeys, keyOf: (item: Item) => unknown): Item[] {
  let repeated: Set<number> | undefined;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item;
    const key = keyOf(item);
    // A record without an id is like no other.
    if (key === item || seen.add(key)) continue;
    repeated ??= new Set();
    repeated.add(at);
  }
  return repeated ? items.filter((_, at) => !repeated.has(at)) : items;
}
