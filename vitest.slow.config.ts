import { configDefaults, defineConfig } from 'vitest/config';
import { alias } from './vitest.config.ts';

/** In `pnpm test` these skip PostgreSQL where there is none; here it must be there, and so they run on it in CI. */
const ON_POSTGRES = ['packages/scim/src/store/store.test.ts', 'test/scim/two-instances.test.ts'];

/** `pnpm test` tries a few of these sequences, here there are many. */
const LONGER = ['test/scim/random-sequences.test.ts'];

/** Chromium, Redis, PostgreSQL and whole compilations: a minute or two, so not in `pnpm test`. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['{packages,scripts,test}/**/*.slow.test.ts', ...ON_POSTGRES, ...LONGER],
    env: { ROLLCALL_REQUIRE_POSTGRES: '1', SCIM_SEQUENCES: process.env.SCIM_SEQUENCES ?? '6' },
    exclude: configDefaults.exclude,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
