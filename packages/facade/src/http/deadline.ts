import { raceAbort } from './clock.js';

/** setTimeout holds 31 bits; a longer delay would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs `work` with a signal that aborts with the caller's own reason, or with the platform's TimeoutError after `ms`;
 * then it rejects at once with that reason, whatever `work` makes of the signal. With no time left `work` never starts.
 * Neither timer nor listener outlives it.
 */
export async function withDeadline<T>(
  ms: number,
  signal: AbortSignal | undefined,
  describe: () => string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  if (ms <= 0) throw new DOMException(describe(), 'TimeoutError');
  const limit = new AbortController();
  const expire = () => limit.abort(new DOMException(describe(), 'TimeoutError'));
  const timer = setTimeout(expire, Math.min(ms, LONGEST_TIMER_MS));
  const stop = () => limit.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await raceAbort(work(limit.signal), limit.signal);
  } catch (error) {
    // Runtimes wrap or replace the reason in places; the caller gets the reason itself.
    if (limit.signal.aborted) throw limit.signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
