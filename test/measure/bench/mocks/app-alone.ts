// The sandbox without its contract: what stock Prism stands in front of.
import { registerHooks } from 'node:module';
import { serve } from '@hono/node-server';

import type { Vendor } from '@rollcall/mock-servers';

const [vendor, port = ''] = process.argv.slice(2) as [Vendor, string];
// What is built has no sandbox without its contract, so this one comes from the sources, which name each other `.js`.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.includes('/mock-servers/src/');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
const { vendorTable } = await import('../../../../packages/mock-servers/src/vendor/table.ts');
const factory = await vendorTable[vendor].load();
const sandbox = factory({
  clock: { now: () => Date.now() },
  random: Math.random,
  baseUrl: ({ url }: Request) => new URL(url).origin,
});
serve({ fetch: (request) => sandbox.fetch(request), hostname: '127.0.0.1', port: Number(port) });
