import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InProcessMock } from '@rollcall/mock-servers';
import { chance } from '../support/soak.js';
import type { Exchange, Subject } from '../support/vendors/index.js';
import { type SoakFault, soakFaults } from './faults.js';

export interface ChaosServer {
  readonly url: string;
  /** How often each verb took effect on each user, as `create jane`. */
  readonly effects: ReadonlyMap<string, number>;
  /** How often each fault struck, by name. */
  readonly struck: ReadonlyMap<string, number>;
  readonly requests: number;
  /** No request is being worked on. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** One request in five fails. */
const SHARE = 0.2;

/**
 * A vendor behind a network that fails. Which request fails and how follows from the seed, what the request is about
 * and how often it came, not from the order in which requests arrive: the same seed gives the same faults in each run.
 */
export async function chaosServer(
  mock: InProcessMock,
  subjectOf: (exchange: Exchange) => Subject,
  seed: number,
  share = SHARE,
): Promise<ChaosServer> {
  const effects = new Map<string, number>();
  const struck = new Map<string, number>();
  const times = new Map<string, number>();
  const lastAnswers = new Map<string, string>();
  const working = new Set<Promise<void>>();
  let requests = 0;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const requestText = Buffer.concat(chunks).toString();
    const asked = { method: incoming.method ?? '', path: incoming.url ?? '', requestText };
    const fault = choose(asked);
    if (fault) struck.set(fault.name, (struck.get(fault.name) ?? 0) + 1);
    if (fault?.moment === 'before') return fail(fault, outgoing);

    const response = await mock.fetch(`http://${incoming.headers.host}${incoming.url}`, {
      method: asked.method,
      headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(requestText ? { body: requestText } : {}),
    });
    const text = await response.text();
    record({ ...asked, answer: { ok: response.ok, text } });
    const headers = {
      ...Object.fromEntries(response.headers),
      'content-length': String(Buffer.byteLength(text)),
    };
    if (fault) return fail(fault, outgoing, { status: response.status, headers, text });
    if (response.status === 204) Reflect.deleteProperty(headers, 'content-length');
    outgoing.writeHead(response.status, headers).end(text);
  }

  function choose(asked: Exchange): SoakFault | undefined {
    const { verb = asked.method, names } = subjectOf(asked);
    const about = `${verb} ${names.join(' ') || asked.path}`;
    const time = (times.get(about) ?? 0) + 1;
    times.set(about, time);
    if (share === 0) return undefined;
    const draw = chance(`${seed} ${about} ${time}`) / share;
    return draw < 1 ? soakFaults[Math.floor(draw * soakFaults.length)] : undefined;
  }

  function record(exchange: Exchange): void {
    const { verb, names, idempotent } = subjectOf(exchange);
    if (!verb || !exchange.answer?.ok) return;
    for (const name of names) {
      const effect = `${verb} ${name}`;
      if (idempotent && lastAnswers.get(effect) === exchange.answer.text) continue;
      lastAnswers.set(effect, exchange.answer.text);
      effects.set(effect, (effects.get(effect) ?? 0) + 1);
    }
  }

  const server = createServer((incoming, outgoing) => {
    const work = handle(incoming, outgoing).catch(() => void outgoing.destroy());
    working.add(work);
    work.finally(() => working.delete(work));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    struck,
    get requests() {
      return requests;
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The fault, on the wire. A stall keeps the connection until the client lets go of it. */
function fail(
  { how }: SoakFault,
  outgoing: ServerResponse,
  real?: { status: number; headers: Record<string, string>; text: string },
): void {
  const socket = outgoing.socket;
  if (typeof how === 'object') {
    outgoing.writeHead(how.status, how.headers).end(how.body ?? '');
    return;
  }
  const { status = 200, headers = {}, text = '' } = real ?? {};
  // A 204 has no body to cut: the connection ends instead of the answer.
  if (how === 'reset' || (how === 'truncate' && text === '')) socket?.resetAndDestroy();
  else if (how === 'truncate') {
    outgoing.writeHead(status, headers);
    outgoing.write(text.slice(0, text.length >> 1), () => outgoing.destroy());
  } else if (how === 'stall') {
    if (text) outgoing.writeHead(status, headers).write(text.slice(0, text.length >> 1));
  } else if (how === 'empty') outgoing.writeHead(status === 204 ? 200 : status).end();
  else if (how === 'garble') {
    const { 'content-length': _, ...others } = headers;
    outgoing.writeHead(status === 204 ? 200 : status, others).end(`${text.slice(1)}\u0000<`);
  } else outgoing.writeHead(status, { ...headers, Connection: 'close' }).end(text);
}
