import { RollcallError } from '../errors.js';
import type { Pacer } from '../http/layers/pace.js';
import { retryAfterMs } from '../http/retry-after.js';
import { kindOf } from '../util/check.js';
import type { Clock } from '../util/clock.js';
import { raceAbort } from '../util/race-abort.js';
import type { PaceStore, WindowBudget } from './store.js';

/** A tier as a spec states it. */
export interface RateTier {
  readonly requests: number;
  readonly perSeconds: number;
}

export interface TierPacerSettings {
  readonly tiers: Readonly<Record<string, RateTier>>;
  /** The time over which the vendor counts. */
  readonly windowMs: number;
  /** Part of each tier's budget that may be used. */
  readonly share: number;
  readonly store: PaceStore;
  readonly clock: Clock;
}

/**
 * Lets the calls of each tier go one after another, in order, as the store has room for them. What the server says goes
 * before what the spec says: `Ratelimit-Limit` replaces the budget, and when `Ratelimit-Remaining` comes down to the
 * part that is not ours, or a 429 comes, the tier rests until `Ratelimit-Reset` or `Retry-After`. A call without a tier
 * is not held, and one whose turn would come after its deadline is told so at once.
 */
export function tierPacer({ tiers, windowMs, share, store, clock }: TierPacerSettings): Pacer {
  const limits = new Map<string, number>();
  const restUntil = new Map<string, number>();
  const queues = new Map<string, Promise<void>>();
  const part = (limit: number) => Math.max(1, Math.floor(limit * share));

  async function turn(
    tier: string,
    limit: number,
    signal: AbortSignal | undefined,
    deadlineAt: number,
  ): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const restMs = (restUntil.get(tier) ?? 0) - clock.now();
      const requests = part(limits.get(tier) ?? limit);
      const waitMs = restMs > 0 ? restMs : await counted(tier, { requests, windowMs }, signal);
      if (waitMs <= 0) return;
      if (clock.now() + waitMs >= deadlineAt) throw tooLate(tier, waitMs);
      await clock.sleep(waitMs, signal);
    }
  }

  /** Held no longer than the call: a store that does not answer costs one call, and not all behind it. */
  async function counted(
    tier: string,
    budget: WindowBudget,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const taken = store.take(tier, budget);
    const waitMs = typeof taken === 'number' ? taken : await raceAbort(Promise.resolve(taken), signal);
    if (typeof waitMs === 'number' && !Number.isNaN(waitMs)) return waitMs;
    throw new RollcallError(
      `The pace store gave ${kindOf(waitMs)} for ${tier}, where milliseconds to wait belong (0: go)`,
    );
  }

  return {
    async acquire(tier, signal, deadlineAt = Number.POSITIVE_INFINITY) {
      const budget = tier === undefined ? undefined : tiers[tier];
      if (tier === undefined || !budget) return;
      const limit = (budget.requests * windowMs) / (budget.perSeconds * 1000);
      const mine = (queues.get(tier) ?? Promise.resolve()).then(() => turn(tier, limit, signal, deadlineAt));
      queues.set(
        tier,
        mine.catch(() => {}), // told to its own caller; the next one in line goes on
      );
      await raceAbort(mine, signal);
    },

    release(tier, response) {
      if (tier === undefined || !response) return;
      const { limit, remaining, resetMs } = rateHeaders(response.headers);
      const now = clock.now();
      if (limit !== undefined && limit > 0) limits.set(tier, limit);
      const known = limits.get(tier);
      const spent = remaining !== undefined && known !== undefined && remaining <= known - part(known);
      const refusedMs =
        response.status === 429 ? (retryAfterMs(response.headers, now) ?? resetMs) : undefined;
      const restMs = refusedMs ?? (spent ? resetMs : undefined);
      if (restMs !== undefined) restUntil.set(tier, Math.max(restUntil.get(tier) ?? 0, now + restMs));
    },
  };
}

/** The platform's TimeoutError, before the time has passed. `retryAfterMs` says when there is room again. */
function tooLate(tier: string, retryAfterMs: number): DOMException {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const what = `the budget of tier ${tier} is used up for another ${seconds} s (pace), and the call's deadline is before that; this attempt was not sent`;
  return Object.assign(new DOMException(what, 'TimeoutError'), { retryAfterMs });
}

const LONGEST_REST_MS = 3_600_000;

/** `Ratelimit-Limit`, `-Remaining` and `-Reset` in seconds (qlik.dev: they may appear). */
function rateHeaders(headers: Pick<Headers, 'get'>) {
  const read = (name: string) => {
    const value = headers.get(`ratelimit-${name}`)?.trim() ?? '';
    return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
  };
  const seconds = read('reset');
  return {
    limit: read('limit'),
    remaining: read('remaining'),
    // A time of day in seconds, as some servers give it, would be a rest of decades.
    resetMs: seconds === undefined ? undefined : Math.min(seconds * 1000, LONGEST_REST_MS),
  };
}
