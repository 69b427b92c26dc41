import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests that pack the packages and install them elsewhere: minutes, so they have a script of their own. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/packaging/packed/**/*.test.ts', 'test/packaging/runtimes/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/packaging/packed/install.ts'],
    // Compilers and runtimes are processes of their own; more at once than cores makes all of them slow.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
