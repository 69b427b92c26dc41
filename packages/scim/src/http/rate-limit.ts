import { later } from './vendor-error.js';

/** Requests in the current second of one token. */
interface Window {
  second: number;
  requests: number;
}

/** Counts requests for each token; each second starts anew. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** @throws ScimError 429 with Retry-After. */
  count(token: string): void {
    const second = Math.floor(this.#now() / 1000);
    const window = this.#windows.get(token);
    const requests = window?.second === second ? window.requests + 1 : 1;
    this.#windows.set(token, { second, requests });
    if (requests > this.#perSecond) {
      throw later(`More than ${this.#perSecond} requests a second.`, 1000, 429);
    }
  }
}
