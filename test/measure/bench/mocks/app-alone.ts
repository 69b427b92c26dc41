// The sandbox without its contract: what stock Prism stands in front of.
import { serve } from '@hono/node-server';

import type { Vendor } from '@rollcall/mock-servers';

const [vendor, port = ''] = process.argv.slice(2) as [Vendor, string];
const { vendorTable } = await import('../../../../packages/mock-servers/dist/vendor/table.js');
const factory = await vendorTable[vendor].load();
const sandbox = factory({
  clock: { now: () => Date.now() },
  random: Math.random,
  baseUrl: ({ url }: Request) => new URL(url).origin,
});
serve({ fetch: (request) => sandbox.fetch(request), hostname: '127.0.0.1', port: Number(port) });
