import type { JsonObject } from '../protocol/json.js';

/** How long the rest of a list is good for, in milliseconds. */
const GOOD_FOR_MS = 60_000;
/** Lists kept at a time. */
const KEPT = 8;

/**
 * Lists that a client is paging through, so that page 2 neither reads the whole vendor again nor shows somebody twice.
 * First pages are always read anew, and every write empties this.
 */
export class Snapshots {
  readonly #lists = new Map<string, { resources: readonly JsonObject[]; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): readonly JsonObject[] | undefined {
    const found = this.#lists.get(key);
    return found && found.until > this.#now() ? found.resources : undefined;
  }

  put(key: string, resources: readonly JsonObject[]): void {
    this.#lists.delete(key);
    this.#lists.set(key, { resources, until: this.#now() + GOOD_FOR_MS });
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > KEPT && oldest !== undefined) this.#lists.delete(oldest);
  }

  clear(): void {
    this.#lists.clear();
  }
}
