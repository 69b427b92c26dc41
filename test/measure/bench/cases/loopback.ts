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
  // By their ratios, as each was measured against its own vendor's page.
  const own = measured.get('facade QRadar on /node') as Measured;
  for (const [peer, { cpuRatio }] of measured) {
    if (peer.startsWith('facade') || peer.startsWith(BASE) || peer === 'undici.request') continue; // what we are built on
    const ratio = own.cpuRatio / cpuRatio;
    results.push({
      case: 'loopback',
      name: `facade QRadar on /node to ${peer}, CPU`,
      value: own.cpuUs,
      unit: 'µs',
      ratio,
      judged: 'ratio',
      budget: 1,
    });
  }
  return results;
}

function budgetOf(name: string): Pick<Result, 'judged' | 'budget'> {
  if (name === 'facade QRadar on /node') return { judged: 'ratio', budget: 0.8 };
  return name === 'facade QRadar' ? { judged: 'ratio', budget: 1.2 } : {};
}
