import { refuseUnknown } from '../../input/nearest.js';
import type { Clock } from '../../sandbox/clock.js';
import { accountLimits } from '../facts.js';

interface RateLimit {
  /** Calls per window. */
  limit: number;
  /** Length of the window, which starts with its first call. */
  perSeconds: number;
  /** Status of a refused call; the vendor's pages know both. Default 409. */
  status?: 409 | 429;
}

interface Limiter {
  /** Counts a call. `headers` go on the answer; `refused` is the status of the refusal. */
  take(): { headers: Record<string, string>; refused?: 409 | 429 };
  reset(): void;
}

/** The sandbox never refuses for calls that run at the same time. */
const concurrency = {
  'x-concurrency-limit-limit': String(accountLimits.concurrency),
  'x-concurrency-limit-running': '1',
};

/** The window of an account without an option; the vendor's samples do not name it. */
const WINDOW_SECONDS = 3600;

/** Without an option the headers are those of an account that has made one call. */
export function createLimiter(clock: Clock, rateLimit?: RateLimit): Limiter {
  if (rateLimit === undefined) {
    const headers = headersOf(accountLimits.calls, accountLimits.calls - 1, WINDOW_SECONDS);
    return { take: () => ({ headers: { ...headers } }), reset: () => undefined };
  }
  const { limit, perSeconds, status = 409 } = rateLimit;
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    take() {
      const now = clock.now();
      if (now >= start + perSeconds * 1000) {
        start = now;
        used = 0;
      }
      if (used >= limit) {
        const wait = Math.ceil((start + perSeconds * 1000 - now) / 1000);
        const headers = { ...headersOf(limit, 0, perSeconds), 'x-ratelimit-towait-sec': String(wait) };
        return { headers, refused: status };
      }
      used += 1;
      return { headers: headersOf(limit, limit - used, perSeconds) };
    },
    reset() {
      start = Number.NEGATIVE_INFINITY;
      used = 0;
    },
  };
}

/** @throws Error that names what is wrong with the option. */
export function readRateLimit(option: unknown): RateLimit | undefined {
  if (option === undefined) return undefined;
  const { limit, perSeconds, status, ...others } = option as Record<string, unknown>;
  for (const name of Object.keys(others)) {
    refuseUnknown(name, ['limit', 'perSeconds', 'status'], 'Qualys SAQ rateLimit has no member');
  }
  if (!Number.isInteger(limit) || (limit as number) < 0) {
    throw new Error(`Qualys SAQ rateLimit.limit must be a whole number of calls, not ${limit}`);
  }
  if (!Number.isInteger(perSeconds) || (perSeconds as number) < 1) {
    throw new Error(`Qualys SAQ rateLimit.perSeconds must be a whole number of seconds, not ${perSeconds}`);
  }
  if (status !== undefined && status !== 409 && status !== 429) {
    throw new Error(`Qualys SAQ rateLimit.status must be 409 or 429, not ${status}`);
  }
  return option as RateLimit;
}

function headersOf(limit: number, remaining: number, perSeconds: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-window-sec': String(perSeconds),
    'x-ratelimit-remaining': String(remaining),
    ...concurrency,
  };
}
