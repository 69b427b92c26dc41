import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The rehearsal of a release: minutes, so it has a script of its own. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/packaging/release/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    bail: 1,
  },
});
