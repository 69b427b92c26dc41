import type { Clock } from './clock.js';
import type { Layer } from './layer.js';

/** Gives one attempt `timeoutMs`, the reading of its body included, or what is left until the call's deadline. */
export function attemptLayer(clock: Clock): Layer {
  return async (request, next, call) => {
    const { limit, timeoutMs } = call;
    const leftMs = call.deadlineAt - clock.now();
    const ms = Math.max(0, Math.min(timeoutMs, leftMs));
    limit.set(ms, () => {
      const which = leftMs < timeoutMs ? 'its deadline' : 'this attempt';
      return `${call.method} ${call.url} did not answer within ${ms} ms (${which}; attempt ${call.attempts})`;
    });
    limit.signal.throwIfAborted(); // no time was left
    try {
      return await next(request, call);
    } finally {
      limit.lift();
    }
  };
}
