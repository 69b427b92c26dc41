import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { AccountSystem } from '@rollcall/accounts';
import { createScim, hashToken, type ScimSystem, sqliteStore } from '@rollcall/scim';
import { memoryAccounts } from './memory-accounts.ts';

// A server in a process of its own, so that its memory is its own: `server.ts bridge`, `server.ts scimmy`, or
// `server.ts <vendor> <url> <credentials as JSON>` for the bridge before a sandbox.

const [, , kind = 'bridge', vendorUrl = '', credentials = '{}'] = process.argv;
const TOKEN = 'a-token-for-the-bench';
const PREFIX = '/scim/v2/bench';

/** What of one request was spent on the vendor. */
interface Spent {
  calls: number;
  vendorMs: number;
}
const spent = new AsyncLocalStorage<Spent>();
/** Of each request: the time that the bridge added, and how often it asked the vendor. */
const own: { what: string; ms: number; calls: number }[] = [];

const timedFetch: typeof fetch = async (input, init) => {
  const started = performance.now();
  try {
    return await fetch(input, init);
  } finally {
    const store = spent.getStore();
    if (store) {
      store.calls += 1;
      store.vendorMs += performance.now() - started;
    }
  }
};

const port = kind === 'scimmy' ? await startScimmy() : await startBridge(await systemOf(kind));
process.on('message', (asked) => {
  if (asked === 'memory') process.send?.({ rss: process.memoryUsage().rss });
  if (asked === 'own') process.send?.({ own: own.splice(0) });
});
process.send?.({ url: `http://127.0.0.1:${port}${PREFIX}`, token: TOKEN });

async function startScimmy(): Promise<number> {
  const { scimmyApp } = await import('./scimmy-app.ts');
  const server = createServer(scimmyApp(PREFIX, TOKEN));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function startBridge(system: ScimSystem): Promise<number> {
  const scim = createScim(
    { bench: system },
    {
      store: sqliteStore(':memory:'),
      tokens: [{ name: 'bench', sha256: hashToken(TOKEN) }],
      requestsPerSecond: 1e6,
      removalIntervalMs: 20,
    },
  );
  const timed = (request: Request) =>
    spent.run({ calls: 0, vendorMs: 0 }, async () => {
      const started = performance.now();
      const answer = await scim.fetch(request);
      const { calls, vendorMs } = spent.getStore() as Spent;
      const isCheck = request.url.includes('filter=');
      own.push({
        what: isCheck ? 'existence check' : request.method,
        ms: performance.now() - started - vendorMs,
        calls,
      });
      return answer;
    });
  const server = serve({ fetch: vendorUrl ? timed : scim.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

async function systemOf(vendor: string): Promise<ScimSystem> {
  if (vendor === 'bridge') return { accounts: memoryAccounts(), groups: 'roles' };
  const { password = '', secToken = '', token = '', username = '' } = JSON.parse(credentials);
  const connection = { baseUrl: vendorUrl, fetch: timedFetch, deadlineMs: 40_000 };
  const accounts = await accountsOf();
  const defaults = { roles: ['Analyst'], securityProfile: 'Default', company: 'Example' };
  const needed = Object.fromEntries(
    Object.entries(defaults).filter(([field]) =>
      accounts.capabilities.required.some((each) => each === field),
    ),
  );
  return { accounts, defaults: needed, deactivate: 'remove' };

  async function accountsOf(): Promise<AccountSystem> {
    switch (vendor) {
      case 'qradar': {
        const { createQRadar } = await import('@rollcall/facade/qradar');
        const { qradarAccounts } = await import('@rollcall/accounts/qradar');
        return qradarAccounts(vendor, createQRadar({ ...connection, auth: { secToken } }));
      }
      case 'iq': {
        const { createIq } = await import('@rollcall/facade/iq');
        const { iqAccounts } = await import('@rollcall/accounts/iq');
        return iqAccounts(vendor, createIq({ ...connection, auth: { username, password } }));
      }
      case 'qlik': {
        const { createQlik } = await import('@rollcall/facade/qlik');
        const { qlikAccounts } = await import('@rollcall/accounts/qlik');
        return qlikAccounts(vendor, createQlik({ ...connection, auth: { apiKey: token } }));
      }
      default: {
        const { createQualysSaq } = await import('@rollcall/facade/qualys-saq');
        const { qualysSaqAccounts } = await import('@rollcall/accounts/qualys-saq');
        return qualysSaqAccounts(vendor, createQualysSaq({ ...connection, auth: { username, password } }));
      }
    }
  }
}
