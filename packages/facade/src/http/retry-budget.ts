/**
 * Bounds the extra traffic that retries make during an outage: each retry takes one token of a bucket shared by all
 * calls of a client, each success puts half a token back. An empty bucket lets the first failure through to the caller.
 */
export class RetryBudget {
  #tokens: number;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#tokens = size;
  }

  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  succeeded(): void {
    this.#tokens = Math.min(this.#size, this.#tokens + 0.5);
  }
}
