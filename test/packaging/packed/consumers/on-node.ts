// A user's file for Node: its transport, and the sandboxes in a test of their own.
import { Buffer } from 'node:buffer';
import { nodeTransport } from '@rollcall/facade/node';
import { createQRadar } from '@rollcall/facade/qradar';
import { createMock, type RunningMock, startMock, VENDORS, type Vendor } from '@rollcall/mock-servers';

export async function demonstrate(): Promise<readonly Vendor[]> {
  const mock: RunningMock = await startMock('qradar', { users: 3, strict: true });
  const transport = nodeTransport({ ca: Buffer.from(''), connections: 4 });
  const qradar = createQRadar({ baseUrl: mock.url, auth: { secToken: 'sandbox-token' }, fetch: transport });
  const names: string[] = (await qradar.users.list().toArray()).map(({ username }) => username);
  // @ts-expect-error not a vendor
  await createMock('jira');
  // @ts-expect-error a number of connections
  nodeTransport({ connections: 'many' });
  await transport.close();
  await mock.close();
  return names.length > 0 ? VENDORS : [];
}
