import { facades, PATHS } from './clients.ts';
import { rounds } from './rounds.ts';
import { startServer } from './start-server.ts';
const server = await startServer();
const url = server.origin + PATHS.qradar;
const H = { accept: 'application/json', version: '21.0', sec: 'token', range: 'items=0-49', 'user-agent': 'rollcall-qradar' };
const td = new TextDecoder();
async function stream(r){ const reader=r.body.getReader(); const chunks=[]; for(;;){const {value}=await reader.read(); if(!value)break; chunks.push(value);} return td.decode(chunks.length===1?chunks[0]:Buffer.concat(chunks)); }
const contenders = [
 { name: 'base', kind:'a', run: async () => JSON.parse(await (await fetch(url, {headers:{ Accept: 'application/json', Version: '21.0', SEC: 'token', Range: 'items=0-49' }})).text()) },
 { name: 'base lower+ua', kind:'a', run: async () => JSON.parse(await (await fetch(url, {headers:H})).text()) },
 { name: 'full init', kind:'a', run: async () => {const ac=new AbortController(); return JSON.parse(await stream(await fetch(url, {method:'GET', headers:{...H}, body:null, signal: ac.signal, redirect:'manual'})))} },
 { name: 'full init, text', kind:'a', run: async () => {const ac=new AbortController(); return JSON.parse(await (await fetch(url, {method:'GET', headers:{...H}, body:null, signal: ac.signal, redirect:'manual'})).text())} },
 { name: 'full init, no signal', kind:'a', run: async () => {return JSON.parse(await stream(await fetch(url, {method:'GET', headers:{...H}, body:null, redirect:'manual'})))} },
 { name: 'full init, timers', kind:'a', run: async () => {const ac=new AbortController(); const t=setTimeout(()=>ac.abort(),30000); const t2=setTimeout(()=>ac.abort(),120000); const d= JSON.parse(await stream(await fetch(url, {method:'GET', headers:{...H}, body:null, signal: ac.signal, redirect:'manual'}))); clearTimeout(t); clearTimeout(t2); return d;} },
 { name: 'facade fetch', kind:'a', run: facades({origin:server.origin, fetch}, (u,i)=>fetch(u,i), ' on')[0].run },
 { name: 'facade fetch no signal', kind:'a', run: facades({origin:server.origin, fetch}, (u,{signal,...i})=>fetch(u,i), ' on')[0].run },
 { name: 'facade fetch, no redirect', kind:'a', run: facades({origin:server.origin, fetch}, (u,{redirect,...i})=>fetch(u,i), ' on')[0].run },
];
const m = await rounds(contenders, { rounds: 24, calls: 640, parallel: 32 });
for (const [n,v] of m) console.log(n.padEnd(26), v.cpuUs.toFixed(0), v.cpuRatio.toFixed(2), v.wallUs.toFixed(0));
server.stop(); process.exit();
