import { RollcallError } from '../errors.js';
import type { PaceStore } from './store.js';

/** What is used of a limiter of `rate-limiter-flexible`. */
export interface FlexibleLimiter {
  points: number;
  consume(key: string): Promise<unknown>;
}

/** What a limiter is made with; the names are the package's. */
export interface FlexibleLimiterOptions {
  readonly keyPrefix: string;
  /** Requests in one window. */
  readonly points: number;
  /** The window in seconds. */
  readonly duration: number;
}

/**
 * Keeps the counts of calls in `rate-limiter-flexible`, for example in Redis, so that many workers share one budget.
 * `create` makes the limiter of one tier: `(options) => new RateLimiterRedis({ storeClient, ...options })`. Give
 * workers the same `key` when the vendor counts them together: for Qlik one key per user and tenant (qlik.dev).
 * @throws CallError from a call when the store fails, with the outcome `not-sent`. An `insuranceLimiter` avoids that.
 * @example
 * const create = (options) => new RateLimiterRedis({ storeClient, ...options });
 * const qlik = createQlik({ baseUrl, auth, pace: { store: flexibleStore(create, 'tenant:user') } });
 */
export function flexibleStore(
  create: (options: FlexibleLimiterOptions) => FlexibleLimiter,
  key = 'default',
): PaceStore {
  const limiters = new Map<string, FlexibleLimiter>();
  return {
    async take(tier, { requests, windowMs }) {
      const limiter =
        limiters.get(tier) ??
        create({ keyPrefix: `rollcall:${tier}`, points: requests, duration: windowMs / 1000 });
      limiters.set(tier, limiter);
      limiter.points = requests;
      try {
        await limiter.consume(key);
        return 0;
      } catch (refusal) {
        const waitMs = (refusal as { msBeforeNext?: unknown } | undefined)?.msBeforeNext;
        if (typeof waitMs === 'number') return Math.max(1, waitMs); // not an error: the window is full
        throw new RollcallError(`The pace store could not count a request of ${tier}`, {
          cause: refusal,
        });
      }
    },
  };
}
