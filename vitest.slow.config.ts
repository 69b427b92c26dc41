import { configDefaults, defineConfig } from 'vitest/config';
import { alias } from './vitest.config.ts';

/** In `pnpm test` this skips PostgreSQL where there is none; here it must be there, and so it runs on it in CI. */
const ON_POSTGRES = ['packages/scim/src/store/store.test.ts'];

/** Chromium, Redis, PostgreSQL and whole compilations: a minute or two, so not in `pnpm test`. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['{packages,scripts,test}/**/*.slow.test.ts', ...ON_POSTGRES],
    env: { ROLLCALL_REQUIRE_POSTGRES: '1' },
    exclude: configDefaults.exclude,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
