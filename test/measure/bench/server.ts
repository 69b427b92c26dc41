import { createServer } from 'node:http';
import { iq, qlik } from '../../support/vendors/index.ts';
import { firstPage, type Page, qradarPage } from './pages.ts';

// A process of its own, so that the server's work is not counted as the client's. Told by its environment how many users
// there are and how long each answer takes; says its port on the first line of its output.

const total = Number(process.env.BENCH_USERS ?? 1000);
const latencyMs = Number(process.env.BENCH_LATENCY_MS ?? 0);
const others = [qlik, iq].map((vendor) => [vendor.wire.usersPath, firstPage(vendor, 50)] as const);
const pages = new Map<string, Page>();

function page(range: string): Page {
  const known = pages.get(range);
  if (known) return known;
  const [from = 0, last = 49] = (/(\d+)-(\d+)/.exec(range) ?? []).slice(1).map(Number);
  const made = qradarPage(from, Math.min(last + 1, total), total);
  pages.set(range, made);
  return made;
}

for (let from = 0; from < total; from += 200) page(`items=${from}-${from + 199}`); // before anybody waits for it

const server = createServer((request, response) => {
  const { url = '/', headers } = request;
  const [, other] = others.find(([path]) => url.startsWith(path)) ?? [];
  const { headers: answered, body } = other ?? page(headers.range ?? 'items=0-49');
  const send = () => response.writeHead(200, answered).end(body);
  if (latencyMs > 0) setTimeout(send, latencyMs);
  else send();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
