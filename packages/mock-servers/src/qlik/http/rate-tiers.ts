import type { Clock } from '../../sandbox/clock.js';
import { rateTierOf, rateWindowMs } from '../facts.js';
import { errorItem, QlikError } from './errors.js';

interface Window {
  endsAt: number;
  used: number;
}

/**
 * Requests are counted per tier, user and tenant (qlik.dev); the sandbox has one user and one tenant. Counts in windows that start with a tier's first request; whether Qlik's windows slide is unconfirmed.
 * `factor` scales the documented limits, so that a test reaches them soon: 0.001 leaves Tier 1 five requests.
 */
export class RateTiers {
  readonly #clock: Clock;
  readonly #factor: number;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, factor: number) {
    this.#clock = clock;
    this.#factor = factor;
  }

  /** Counts one request; returns the answer's headers, or throws the 429. `Ratelimit-Reset` is in seconds. */
  take(operationId: string): Record<string, string> {
    const { limit: documented, tier } = rateTierOf(operationId);
    const limit = Math.max(1, Math.floor(documented * this.#factor));
    const now = this.#clock.now();
    let window = this.#windows.get(tier);
    if (window === undefined || now >= window.endsAt) {
      window = { endsAt: now + rateWindowMs, used: 0 };
      this.#windows.set(tier, window);
    }
    const refused = window.used >= limit;
    if (!refused) window.used += 1;
    const seconds = String(Math.ceil((window.endsAt - now) / 1000));
    const headers = {
      'Ratelimit-Limit': String(limit),
      'Ratelimit-Remaining': String(limit - window.used),
      'Ratelimit-Reset': seconds,
    };
    if (!refused) return headers;
    const detail = `The rate limit of ${tier} has been reached; try again in ${seconds} seconds.`;
    throw new QlikError(429, [errorItem(429, detail)], { 'retry-after': seconds, ...headers });
  }

  reset(): void {
    this.#windows.clear();
  }
}
