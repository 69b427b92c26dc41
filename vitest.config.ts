import { configDefaults, defineConfig } from 'vitest/config';
import { sourcesByEntryPoint } from './test/support/sources.ts';

/** Our packages are imported from their sources: `vitest run PATH` needs no build and tests no old one. */
export const alias = [...sourcesByEntryPoint()].map(([entryPoint, replacement]) => ({
  find: new RegExp(`^${entryPoint}$`),
  replacement,
}));

/** What every file needs, whether it has a process of its own or not. */
const common = {
  // What is left out takes longer or needs more than Node: `pnpm test:slow`, `test:packages`, `test:release`.
  exclude: [...configDefaults.exclude, '**/dist/**', '**/*.slow.test.ts', 'test/{packaging,measure}/**'],
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

/** These change what a process has once, such as its `fetch` or a module, and so each has one of its own. */
const ALONE = '**/*.alone.test.ts';

export default defineConfig({
  resolve: { alias },
  test: {
    // By default one core is left idle, which on two is half the machine.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'together',
          include: ['{packages,scripts,test}/**/*.test.ts'],
          exclude: [...common.exclude, ALONE],
          // Files share a process, and with it what they import, which takes longer than most of them run. So a test
          // leaves nothing behind: no changed global, no open server, no environment variable.
          isolate: false,
        },
      },
      { extends: true, test: { ...common, name: 'alone', include: [ALONE] } },
    ],
  },
});
