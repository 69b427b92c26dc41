import { baselines, facades, PATHS } from './clients.ts';
import { startServer } from './start-server.ts';
const server = await startServer();
const wire = {origin:server.origin, fetch};
const base = baselines(wire)[0].run; const fac = facades(wire, (u,i)=>fetch(u,i), ' on')[0].run;
const batch=async(run,n)=>{ const c=process.cpuUsage(); let left=n; await Promise.all(Array.from({length:32},async()=>{while(left-->0) await run();})); const u=process.cpuUsage(c); return (u.user+u.system)/n; };
const W = process.env.WHO;
for (let r=0;r<14;r++){ const a=W==='facade'?0:await batch(base,3000), b=W==='base'?0:await batch(fac,3000); console.log(a.toFixed(0), b.toFixed(0)); }
server.stop(); process.exit();
