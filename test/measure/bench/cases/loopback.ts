import { BASE } from '../clients.ts';
import type { Result } from '../result.ts';
import { type Measured, rounds } from '../rounds.ts';
import { startServer } from '../start-server.ts';

/** A page of 50 users from a server in another process, 32 calls in flight. CPU is the client's process's own, per call. */
export async function measure(): Promise<Result[]> {
  const server = await startServer();
  try {
    return table(await rounds('loopback', server.origin, { rounds: 15, calls: 1500, parallel: 32 }));
  } finally {
    server.stop();
  }
}

function table(measured: Map<string, Measured>): Result[] {
  const results: Result[] = [];
  for (const [name, { cpuUs, cpuRatio, wallUs, wallRatio }] of measured) {
    results.push({
      case: 'loopback',
      name: `${name}, CPU`,
      value: cpuUs,
      unit: 'µs',
      ratio: cpuRatio,
      ...budgetOf(name),
    });
    results.push({ case: 'loopback', name: `${name}, wall`, value: wallUs, unit: 'µs', ratio: wallRatio });
  }
  for (const [peer] of measured) {
    if (peer.startsWith('facade') || peer.startsWith(BASE) || peer === 'undici.request') continue; // what we are built on
    results.push(against(measured, 'facade QRadar on /node', peer));
  }
  for (const peer of ['ky', 'axios (fetch)', 'axios (http)']) {
    results.push(against(measured, 'facade QRadar', peer));
  }
  results.push(against(measured, 'facade Qlik', '@qlik/api'));
  return results;
}

/** By their ratios, as each was measured against its own vendor's page. */
function against(measured: Map<string, Measured>, name: string, peer: string): Result {
  const own = measured.get(name) as Measured;
  const ratio = own.cpuRatio / (measured.get(peer) as Measured).cpuRatio;
  return {
    case: 'loopback',
    name: `${name} to ${peer}, CPU`,
    value: own.cpuUs,
    unit: 'µs',
    ratio,
    judged: 'ratio',
    budget: 1,
  };
}

/** On the global `fetch` the platform takes its part for a request that can be aborted, as every call of ours can. */
function budgetOf(name: string): Pick<Result, 'judged' | 'budget'> {
  if (!name.startsWith('facade')) return {};
  return { judged: 'ratio', budget: name.endsWith(' on /node') ? 0.85 : 1.4 };
}
