import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenKeys } from './seen-keys.js';

it('knows every key that came before, whatever their order and kind', () => {
  const key = fc.oneof(
    fc.integer({ min: -5, max: 20 }),
    fc.constantFrom(Number.NaN, 0.5, -0, '7', 7n, null, undefined),
  );
  fc.assert(
    fc.property(fc.array(key), fc.nat(20), (keys, ascending) => {
      const seen = new SeenKeys();
      const known = new Set<unknown>();
      for (const each of [...Array.from({ length: ascending }, (_, at) => at * 2), ...keys]) {
        expect(seen.add(each)).toBe(!known.has(each));
        known.add(each);
      }
    }),
  );
});
