import type { PaceStore } from './store.js';

/**
 * Counts in this process. Keeps the time of each request of the last window, so that no window holds more than the
 * budget wherever the server's own begins; at most one number per request of the budget.
 */
export function memoryStore(now: () => number): PaceStore {
  const sent = new Map<string, number[]>();
  return {
    take(tier, { requests, windowMs }) {
      const at = now();
      const recent = sent.get(tier) ?? [];
      sent.set(tier, recent);
      while (recent[0] !== undefined && recent[0] <= at - windowMs) recent.shift();
      const first = recent[recent.length - requests];
      if (first !== undefined) return first + windowMs - at;
      recent.push(at);
      return 0;
    },
  };
}
