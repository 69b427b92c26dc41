import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { qradarPage, qlikPage } from './users.ts';
const q = qlikPage(50), r = qradarPage(0,50,1000);
const big = {headers:q.headers, body: new TextEncoder().encode(JSON.stringify({id:'x', ...JSON.parse(new TextDecoder().decode(q.body))}))};
const mk = ({body,headers}) => async () => new Response(body, {status:200, headers});
const qlik = createQlik({ baseUrl: 'http://127.0.0.1:9', auth: { apiKey: 'token' }, fetch: mk(q) });
const qlikOne = createQlik({ baseUrl: 'http://127.0.0.1:9', auth: { apiKey: 'token' }, fetch: mk(big) });
const qr = createQRadar({ baseUrl: 'http://127.0.0.1:9', auth: { secToken: 'token' }, fetch: mk(r) });
const runs = {
  get: () => qlikOne.users.get('1'),
  list: async () => { for await (const { items } of qlik.users.list().byPage()) return items; },
  listNoReturn: async () => { let x; for await (const { items } of qlik.users.list().byPage()) x = items; return x; },
  toArray: () => qlik.users.list().toArray(),
  qr: async () => { for await (const { items } of qr.users.list().byPage()) return items; },
  one: async () => { const it = qlik.users.list().byPage()[Symbol.asyncIterator](); return (await it.next()).value; },
  two: async () => { const it = qlik.users.list().byPage()[Symbol.asyncIterator](); await it.next(); await it.next(); },
  onlyList: async () => { qlik.users.list(); return qlikOne.users.get('1'); },
  getq: () => qlikOne.users.get('1', { fields: ['id','name'] }),
  gen: async () => { async function* g() { const page = await qlikOne.users.get('1'); yield { items: page.data }; } for await (const { items } of g()) return items; },
  count: () => qlikOne.users.metadata(),
  base: async () => JSON.parse(await (await mk(q)()).text()),
  baseStream: async () => { const res = await mk(q)(); const rd = res.body.getReader(); const c=[]; for(;;){const {value}=await rd.read(); if(!value)break; c.push(value);} return JSON.parse(new TextDecoder().decode(c[0])); },
};
const run = runs[process.env.WHO];
const out=[]; for (let r=0;r<8;r++) { const t=process.cpuUsage(); const n=3000; for (let i=0;i<n;i++) await run(); const u=process.cpuUsage(t); out.push(((u.user+u.system)/n).toFixed(0)); } console.log(process.env.WHO, out.join(' '));
