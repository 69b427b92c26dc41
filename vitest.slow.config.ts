import { configDefaults, defineConfig } from 'vitest/config';

/** Chromium, Redis and whole compilations: a minute or two, so not in `pnpm test`. */
export default defineConfig({
  test: {
    include: ['test/bump/**/*.test.ts', 'test/mocks/pages.test.ts', 'test/pace/workers.test.ts'],
    exclude: configDefaults.exclude,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
