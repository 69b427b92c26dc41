import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { sourcesByEntryPoint } from './sources.ts';

// `node --import <this file> program.ts` runs a program on the sources of our packages, as vitest does for the tests: for
// the tests that need a process of their own.

const sources = sourcesByEntryPoint();
/** A source names its neighbour as the JavaScript that it becomes. */
const FROM_SOURCE = /\/packages\/[^/]+\/src\/.*\.ts$/;

registerHooks({
  resolve(specifier, context, next) {
    const source = sources.get(specifier);
    if (source) return next(pathToFileURL(source).href, context);
    const neighbour = specifier.startsWith('.') && FROM_SOURCE.test(context.parentURL ?? '');
    return next(neighbour ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
