import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const node = process.env.ROLLCALL_NODE;
if (!node)
  throw new Error(
    'ROLLCALL_NODE names the node binary to run the tests on; see test/packaging/runtimes/faults.ts',
  );
// Vitest's own process needs a newer Node than the packages do; its workers are forked from this path.
process.execPath = node;

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/faults/**/*.test.ts'],
    pool: 'forks',
    reporters: ['dot'],
    setupFiles: ['test/packaging/runtimes/expect-node.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
