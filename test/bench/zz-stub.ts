import { baselines, facades, PATHS } from './clients.ts';
import { qradarPage, qlikPage } from './users.ts';
const pages = { [PATHS.qradar]: qradarPage(0,50,1000), [PATHS.qlik]: qlikPage(50) };
const stub = async (u) => { const {body,headers} = u.includes('config') ? pages[PATHS.qradar] : pages[PATHS.qlik]; return new Response(body, { status: 200, headers }); };
const wire = { origin: 'http://127.0.0.1:9', fetch: stub as any };
const f = facades(wire, stub as any), b = baselines(wire);
const which = process.env.WHO; 
const run = which==='qradar'?f[0].run:which==='qlik'?f[1].run:which==='base'?b[0].run:b[1].run;
const out=[]; for (let r=0;r<12;r++) { const t=process.cpuUsage(); const n=3000; for (let i=0;i<n;i++) await run(); const u=process.cpuUsage(t); out.push(((u.user+u.system)/n).toFixed(1)); } console.log(which, out.join(' '));
