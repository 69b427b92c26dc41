import { createQRadar } from '@rollcall/facade/qradar';

// One walk in a process of its own, so that its memory is only its own: node walker.ts <origin> <prefetch> <pause ms>.
// Prints what it saw as JSON: duration, users, whether each came once and in order, and the peak of memory.

const [origin = '', prefetch = '0', pauseMs = '0'] = process.argv.slice(2);
const qradar = createQRadar({ baseUrl: origin, auth: { secToken: 'token' } });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let users = 0;
let ordered = true;
let peak = 0;
let pages = 0;
const startedAt = performance.now();
for await (const { items } of qradar.users.list().byPage({ pageSize: 200, prefetch: Number(prefetch) })) {
  for (const { id } of items) {
    users += 1;
    ordered &&= id === users; // the server counts from 1 and leaves nothing out
  }
  pages += 1;
  // What is alive, not what waits for the collector: it is asked now and then, and only where memory is measured.
  if (globalThis.gc && pages % 10 === 0) {
    globalThis.gc();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  if (Number(pauseMs) > 0) await sleep(Number(pauseMs));
}
const ms = performance.now() - startedAt;
console.log(JSON.stringify({ ms, users, ordered, peak, rss: process.resourceUsage().maxRSS * 1024 }));
