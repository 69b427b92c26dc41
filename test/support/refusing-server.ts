import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How a call fails: by a status, by the 404 page of a proxy in the vendor's place, by a connection that ends before the vendor
 * hears of it or after it has answered, or by an answer that never comes although the vendor did what was asked.
 */
export type Refusal = 500 | 403 | 'web page' | 'cut before' | 'cut after' | 'hang';

/** One call as the vendor saw it. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  /** What the vendor answered; undefined where it never heard of the call. */
  readonly status: number | undefined;
}

export interface RefusingServer {
  readonly url: string;
  /** Every call since the last `restart`. */
  readonly calls: readonly SeenCall[];
  /** Forgets the calls, and refuses the one of this number, counted from 0; or does something else in its place, and cuts it. */
  restart(at?: number, how?: Refusal | (() => void)): void;
  close(): void;
}

/** A vendor on a real socket, of whose calls one is refused. */
export async function refusingServer(
  vendor: (url: string, init: RequestInit) => Promise<Response>,
): Promise<RefusingServer> {
  let calls: SeenCall[] = [];
  let count = 0;
  let refused: { at: number; how: Refusal | (() => void) } | undefined;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url = '' } = incoming;
    const how = count === refused?.at ? refused.how : undefined;
    count += 1;
    const seen = (status?: number) => calls.push({ method, path: url, status });
    if (typeof how === 'number') {
      seen();
      outgoing.writeHead(how, { 'content-type': 'application/json' }).end('{"message":"refused"}');
      return;
    }
    if (how === 'web page') {
      seen();
      outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<html><h1>Not Found</h1></html>');
      return;
    }
    if (how === 'cut before' || typeof how === 'function') {
      seen();
      if (typeof how === 'function') how();
      outgoing.socket?.resetAndDestroy();
      return;
    }
    const response = await vendor(`http://${incoming.headers.host}${url}`, {
      method,
      headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks).toString() } : {}),
    });
    const text = await response.text();
    seen(response.status);
    if (how === 'hang') return;
    if (how === 'cut after') {
      outgoing.socket?.resetAndDestroy();
      return;
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(response.status === 204 ? undefined : text);
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => void outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    restart(at, how) {
      calls = [];
      count = 0;
      refused = at === undefined || how === undefined ? undefined : { at, how };
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
