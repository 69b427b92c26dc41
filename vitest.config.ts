import { configDefaults, defineConfig } from 'vitest/config';

/** What `pnpm test` leaves to a script of its own, because it takes longer or needs more than Node. */
export const slow = [
  'test/bump/**', // pnpm test:slow
  'test/mocks/pages.test.ts', // pnpm test:slow, in Chromium
  'test/pace/workers.test.ts', // pnpm test:slow, with Redis
  'test/package/**', // pnpm test:packages
  'test/runtimes/**', // pnpm test:packages
  'test/release/**', // pnpm test:release
];

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/dist/**', ...slow],
    // By default one core is left idle, which on two is half the machine.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
