import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningMock, startMock, VENDORS, type Vendor } from '@rollcall/mock-servers';
import { expect } from 'vitest';

type PerVendor<T> = Readonly<Record<Vendor, T>>;

export interface Sandboxes {
  readonly urls: PerVendor<string>;
  readonly mocks: PerVendor<RunningMock>;
  close(): Promise<void>;
}

/** All VENDORS on ports of this machine; a delete takes a second, so that it is polled; an answer against the spec is a 500. */
export async function startSandboxes(allowedOrigins: readonly string[] = []): Promise<Sandboxes> {
  const started = await Promise.all(
    VENDORS.map(async (vendor) => {
      const vendorOptions = vendor === 'qradar' ? { allowedOrigins } : {};
      return [
        vendor,
        await startMock(vendor, { users: 3, strict: true, taskStepMs: 500, vendorOptions }),
      ] as const;
    }),
  );
  const mocks = Object.fromEntries(started) as unknown as PerVendor<RunningMock>;
  const urls = Object.fromEntries(started.map(([vendor, { url }]) => [vendor, url]));
  return {
    mocks,
    urls: urls as unknown as PerVendor<string>,
    close: async () => void (await Promise.all(started.map(([, mock]) => mock.close()))),
  };
}

/** That a runtime did all it was asked to, by its own account and by what the sandboxes saw of it. */
export function expectDone(result: Record<string, unknown>, { mocks }: Sandboxes): void {
  expect(result).toMatchObject({ created: 'jane', deleted: 'COMPLETED', gone: 'HttpError 404' });
  for (const vendor of VENDORS) {
    expect(mocks[vendor].violations, `what ${vendor} saw against its spec`).toEqual([]);
    expect(result[vendor], `users of ${vendor}`).toHaveLength(countUsers(mocks[vendor]));
  }
  const calls = mocks.qradar.journal
    .filter(({ method }) => method !== 'OPTIONS')
    .map(({ method, url }) => `${method} ${new URL(url, 'http://x').pathname.replace(/\d+$/, 'N')}`);
  const users = '/api/config/access/users';
  expect([...new Set(calls)]).toEqual([
    `GET ${users}`,
    `POST ${users}`,
    `DELETE ${users}/N`,
    expect.stringMatching(/^GET .*delete_tasks\/N$/),
    `GET ${users}/N`,
  ]);
  expect(calls.filter((call) => call.includes('delete_tasks')).length).toBeGreaterThan(1);
}

/** How many users a list has to show: QRadar is back to them after its delete; IQ lists one realm at a time. */
function countUsers(mock: RunningMock): number {
  const { users } = mock.snapshot() as { users: readonly { realm?: string }[] };
  return users.filter(({ realm = 'Internal' }) => realm === 'Internal').length;
}

/** A proxy that lets a page call a vendor without CORS, as a team's own gateway would. */
export async function corsGateway(target: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const cors = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': incoming.headers['access-control-request-headers'] ?? '*',
    };
    if (incoming.method === 'OPTIONS') {
      outgoing.writeHead(204, cors).end();
      return;
    }
    // The Host stays the gateway's, so that absolute links lead back through it.
    const { headers, method = 'GET', url } = incoming;
    const forwarded = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...cors });
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.writeHead(502, cors).end());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
