import { configDefaults, defineConfig } from 'vitest/config';
import { alias } from './vitest.config.ts';

/** Chromium, Redis and whole compilations: a minute or two, so not in `pnpm test`. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/**/*.slow.test.ts'],
    exclude: configDefaults.exclude,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
