import { nodeTransport } from '@rollcall/facade/node';
import { Agent, request } from 'undici';
import { facades, PATHS } from './clients.ts';
import { rounds } from './rounds.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
const url = server.origin + PATHS.qradar;
const H = { accept: 'application/json', version: '21.0', sec: 'token', range: 'items=0-49' };
const t = nodeTransport({ connections: 32 });
const agent = new Agent({
  connections: 32,
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 4000,
});
const td = new TextDecoder();
const R = { headers: H };
async function iter(body) {
  const chunks = [];
  for await (const c of body) chunks.push(c);
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
const origin = server.origin;
const path = PATHS.qradar;
function viaDispatch(signal) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let status;
    agent.dispatch(
      { origin, path, method: 'GET', headers: H, body: null, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart(c) {},
        onResponseStart(c, s, h) {
          status = s;
        },
        onResponseData(c, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
        },
        onResponseError(c, e) {
          reject(e);
        },
      },
    );
  });
}
const contenders = [
  { name: 'base', kind: 'a', run: async () => JSON.parse(await (await fetch(url, R)).text()) },
  { name: 'dispatch', kind: 'a', run: async () => JSON.parse(td.decode(await viaDispatch())) },

  { name: 'undici json', kind: 'a', run: async () => (await request(url, R)).body.json() },
  {
    name: 'undici json own agent',
    kind: 'a',
    run: async () => (await request(url, { headers: H, dispatcher: agent })).body.json(),
  },
  {
    name: 'undici iterate',
    kind: 'a',
    run: async () =>
      JSON.parse(td.decode(await iter((await request(url, { headers: H, dispatcher: agent })).body))),
  },
  {
    name: 'undici json+signal',
    kind: 'a',
    run: async () => {
      const ac = new AbortController();
      return (await request(url, { headers: H, dispatcher: agent, signal: ac.signal })).body.json();
    },
  },
  {
    name: 'undici bytes',
    kind: 'a',
    run: async () =>
      JSON.parse(td.decode(await (await request(url, { headers: H, dispatcher: agent })).body.bytes())),
  },
  {
    name: 'undici + Response',
    kind: 'a',
    run: async () => {
      const r = await request(url, { headers: H, dispatcher: agent });
      new Response(null, { status: 200, headers: Object.entries(r.headers) });
      return r.body.json();
    },
  },
  { name: 'transport text', kind: 'a', run: async () => JSON.parse(await (await t(url, R)).text()) },
  { name: 'facade node', kind: 'a', run: facades({ origin: server.origin, fetch }, t, ' on')[0].run },
  {
    name: 'facade fetch',
    kind: 'a',
    run: facades({ origin: server.origin, fetch }, (u, i) => fetch(u, i), ' on')[0].run,
  },
];
const m = await rounds(contenders, { rounds: 20, calls: 320, parallel: 32 });
for (const [n, v] of m)
  console.log(n.padEnd(24), v.cpuUs.toFixed(0), v.cpuRatio.toFixed(2), v.wallUs.toFixed(0));
await t.close();
await agent.close();
server.stop();
process.exit();
