import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const packages = join(import.meta.dirname, '../../../packages');
/** What a call that succeeds, of a client with no options, has no use for. */
const UNUSED =
  /facade\/src\/http\/(?:network-error|http-error|redact|redirects|retry|retry-after|log|pace|escape-hatch)\.ts$/;

/** Bundles from the sources and leaves out what only failed calls need: the floor of a bundle that can do without. */
export const withoutFailures: Plugin = {
  name: 'without failures',
  setup(build) {
    // What is loaded later is not needed for the first call, and makes no small shared files here.
    build.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
    build.onResolve({ filter: /^@rollcall\// }, ({ path }) => {
      const [, name, entry = 'index'] = path.split('/');
      const file = name === 'facade' ? `${entry}/index.ts` : `${entry}.ts`;
      return { path: join(packages, String(name), 'src', file) };
    });
    build.onLoad({ filter: UNUSED }, ({ path }) => {
      const names = readFileSync(path, 'utf8').matchAll(
        /^export (?:async )?(?:function|const|class) (\w+)/gm,
      );
      return { contents: [...names].map(([, name]) => `export const ${name} = () => {};`).join('\n') };
    });
  },
};
