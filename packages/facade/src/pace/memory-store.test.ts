import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStore } from './memory-store.js';

it('no window holds more than the budget, wherever it begins', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 10 }), (pauses, requests) => {
      const windowMs = 1000;
      let now = 0;
      const store = memoryStore(() => now);
      const sent: number[] = [];
      for (const pause of pauses) {
        now += pause;
        const waitMs = store.take('a', { requests, windowMs }) as number;
        now += waitMs;
        if (waitMs > 0) expect(store.take('a', { requests, windowMs })).toBe(0);
        sent.push(now);
      }
      for (const from of sent) {
        const inWindow = sent.filter((at) => at >= from && at < from + windowMs);
        expect(inWindow.length).toBeLessThanOrEqual(requests);
      }
    }),
  );
});

it('tiers are counted apart', () => {
  const store = memoryStore(() => 0);
  const budget = { requests: 1, windowMs: 1000 };
  expect([store.take('a', budget), store.take('b', budget), store.take('a', budget)]).toEqual([0, 0, 1000]);
});
