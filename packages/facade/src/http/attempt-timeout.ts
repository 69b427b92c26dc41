import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import type { Layer } from './layer.js';

/**
 * Ends one attempt, the reading of its body included, after `timeoutMs` or at the call's deadline with the platform's
 * TimeoutError, and at once with the caller's own reason when its signal aborts. Each attempt has a fresh timer.
 */
export function attemptTimeoutLayer(clock: Clock): Layer {
  return (request, next, call) => {
    const leftMs = call.deadlineAt - clock.now();
    const ms = Math.max(0, Math.min(call.timeoutMs, leftMs));
    const which = leftMs < call.timeoutMs ? 'its deadline' : 'this attempt';
    const describe = () =>
      `${call.method} ${call.url} did not answer within ${ms} ms (${which}; attempt ${call.attempts})`;
    return withDeadline(ms, call.signal, describe, (signal) => next(request, { ...call, signal }));
  };
}
