import type { Clock } from './clock.js';
import type { Layer } from './layer.js';

/**
 * Ends one attempt, the reading of its body included, after `timeoutMs` or at the call's deadline with the platform's
 * TimeoutError, and at once with the caller's own reason when its signal aborts. Each attempt has a fresh timer;
 * neither timer nor listener outlives it.
 */
export function attemptTimeoutLayer(clock: Clock): Layer {
  return async (request, next, call) => {
    const { signal } = call;
    signal?.throwIfAborted();
    const attempt = new AbortController();
    const leftMs = call.deadlineAt - clock.now();
    const ms = Math.max(0, Math.min(call.timeoutMs, leftMs));
    const which = leftMs < call.timeoutMs ? 'its deadline' : 'this attempt';
    const timer = setTimeout(() => {
      const message = `${call.method} ${call.url} did not answer within ${ms} ms (${which}; attempt ${call.attempts})`;
      attempt.abort(new DOMException(message, 'TimeoutError'));
    }, ms);
    const stop = () => attempt.abort(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await next(request, { ...call, signal: attempt.signal });
    } catch (error) {
      // Runtimes wrap or replace the reason in places; the caller gets the reason itself.
      if (attempt.signal.aborted) throw attempt.signal.reason;
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  };
}
