import { NetworkError, ProtocolError } from '../../errors.js';
import type { Clock } from '../../util/clock.js';
import { isTransient, outcomeOfStatus, siteOf } from '../errors/outcome.js';
import type { RateLimitSignal } from '../profile.js';
import { retryAfterMs } from '../retry-after.js';
import { type Call, type HttpResponse, isOk, type Layer } from '../types.js';

export interface RetryOptions {
  /** How often one call may be sent, the first time included. Default 4. */
  readonly attempts?: number;
  /** Upper bound of the first wait in milliseconds; doubles each time. Default 250. */
  readonly baseDelayMs?: number;
  /** Upper bound of any wait of our own choosing, in milliseconds. Default 10,000. */
  readonly maxDelayMs?: number;
  /** Retries that all calls of one client may make at once; refilled by successes. Default 20. */
  readonly budget?: number;
}

/** One retry that is about to happen, told to `onRetry`. */
export interface RetryEvent {
  readonly operationId?: string;
  readonly method: string;
  readonly url: string;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  /** The status that was answered, or undefined after a network error. */
  readonly status?: number;
  readonly error?: Error;
}

export interface RetrySettings {
  readonly clock: Clock;
  readonly retry: RetryOptions;
  readonly onRetry: ((event: RetryEvent) => void) | undefined;
  readonly rateLimitSignal: RateLimitSignal | undefined;
}

/** Whether an answered status may be tried again: a write only when the server says that it did nothing. */
function mayRepeatStatus(
  { headers, status }: HttpResponse,
  call: Call,
  waitMs: number | undefined,
  signal: RateLimitSignal | undefined,
): boolean {
  // Qualys' rate limit comes as 409, which without its header is a conflict.
  if (signal && status === signal.status && headers.has(signal.header)) return true;
  if (!isTransient(status)) return false;
  if (call.idempotent) return true;
  return status === 429 || (status === 503 && waitMs !== undefined);
}

function mayRepeatError(error: unknown, call: Call): boolean {
  if (!(error instanceof NetworkError || error instanceof ProtocolError) || !error.transient) return false;
  return call.idempotent || error.outcome === 'not-sent';
}

/** Whether a failed attempt may have taken effect on the server. */
function leavesOpen(
  response: HttpResponse | undefined,
  error: unknown,
  call: Call,
  waitMs: number | undefined,
): boolean {
  if (call.readsOnly) return false;
  if (response) return outcomeOfStatus(response.status, call, waitMs) === 'unknown';
  return !(error instanceof NetworkError && error.outcome === 'not-sent');
}

/**
 * Sends a call again when that is safe: GET, HEAD, PUT and POSTs that only read after a network error, a cut answer,
 * 408, 429, 502, 503, 504; other methods only after 429, 503 with Retry-After, the vendor's own rate limit signal, or
 * when the connection never opened. Waits with full jitter, and no less than the server asks; never past the call's
 * deadline, and never beyond the client's retry budget. When it gives up, the last answer or error goes through.
 */
export function retryLayer(settings: RetrySettings): Layer {
  const { clock, onRetry, rateLimitSignal } = settings;
  const { attempts = 4, baseDelayMs = 250, maxDelayMs = 10_000, budget: size = 20 } = settings.retry;
  const budget = new RetryBudget(size);

  return (next) => async (request, call) => {
    const last = call.retry ? attempts : 1;
    for (;;) {
      call.timer.signal.throwIfAborted(); // before anybody's middleware runs
      call.attempts += 1;
      const attempt = call.attempts;
      let response: HttpResponse | undefined;
      let error: unknown;
      try {
        response = await next(request, call);
      } catch (thrown) {
        error = thrown;
      }

      if (response && isOk(response)) {
        budget.succeeded();
        return response;
      }
      const asked = response && retryAfterMs(response.headers, clock.now(), rateLimitSignal?.header);
      const again = response
        ? mayRepeatStatus(response, call, asked, rateLimitSignal)
        : mayRepeatError(error, call);
      const chance = clock.random();
      const bound = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
      const leftMs = call.deadlineAt - clock.now();
      // A wait that cannot be read is no permission to hurry; one that can, many calls were told at once.
      const rubbish = asked === undefined && response?.headers.has('retry-after');
      const least = asked === undefined ? (rubbish ? bound / 2 : 0) : spread(asked, chance, leftMs);
      const delayMs = Math.max(chance * bound, least);
      if (!again || attempt >= last || delayMs >= leftMs || call.timer.signal.aborted || !budget.take()) {
        if (response) return response;
        throw error;
      }
      if (leavesOpen(response, error, call, asked)) call.uncertain = true;
      onRetry?.({
        ...siteOf(call),
        attempt,
        delayMs,
        ...(response ? { status: response.status } : {}),
        ...(error instanceof Error ? { error } : {}),
      });
      await clock.sleep(delayMs, call.timer.signal);
    }
  };
}

/** Part of a waiting time that the server asked for over which calls spread beyond it, so that they do not come all at once. */
const SPREAD = 0.1;

/** At most half of what is left beyond the server's own time, so that the call can still be answered. */
function spread(askedMs: number, chance: number, leftMs: number): number {
  return askedMs + Math.max(0, Math.min(askedMs * SPREAD * chance, (leftMs - askedMs) / 2));
}

/**
 * Bounds the extra traffic that retries make during an outage: each retry takes one token of a bucket shared by all
 * calls of a client, each success puts half a token back. An empty bucket lets the first failure through to the caller.
 */
class RetryBudget {
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
