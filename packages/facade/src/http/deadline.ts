/** setTimeout holds 31 bits; a longer delay would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs `work` with a signal that aborts with the caller's own reason, or with the platform's TimeoutError after `ms`;
 * then it rejects at once with that reason, whatever `work` makes of the signal. With no time left `work` never starts.
 * Neither timer nor listener outlives it.
 */
export function withDeadline<T>(
  ms: number,
  signal: AbortSignal | undefined,
  describe: () => string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    if (ms <= 0) return reject(new DOMException(describe(), 'TimeoutError'));
    const limit = new AbortController();
    const end = (reason: unknown) => {
      release();
      limit.abort(reason);
      reject(reason);
    };
    const stop = () => end(signal?.reason);
    const expire = () => end(new DOMException(describe(), 'TimeoutError'));
    const timer = setTimeout(expire, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener('abort', stop, { once: true });
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    // Runtimes wrap or replace the reason in places; the caller has got the reason itself by then.
    const started = (async () => work(limit.signal))();
    started.finally(release).then(resolve, reject);
  });
}
