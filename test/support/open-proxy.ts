import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Proxy {
  readonly origin: string;
  readonly port: number;
  /** Every CONNECT request that came, as it came. */
  readonly heads: readonly string[];
}

/** What a proxy does with a CONNECT: opens the tunnel, or anything else. */
export type OnConnect = (client: Socket, head: string) => void;

/** Opens the tunnel that is asked for. */
export const tunnel: OnConnect = (client, head) => {
  const [host, port] = (/^CONNECT (\S+) /.exec(head)?.[1] ?? '').split(':');
  const target = connect(Number(port), host);
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
  client.write('HTTP/1.1 200 Established\r\n\r\n');
  client.pipe(target).pipe(client);
};

/** Answers with this status. */
export function refusing(status: number): OnConnect {
  return (client) => client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
}

/** An HTTP proxy that is closed when the test ends. */
export async function openProxy(onConnect: OnConnect): Promise<Proxy> {
  const heads: string[] = [];
  const server = createServer((client) => {
    client.on('error', () => {});
    client.once('data', (data) => {
      heads.push(data.toString());
      onConnect(client, data.toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, heads };
}
