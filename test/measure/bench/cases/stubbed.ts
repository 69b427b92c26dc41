import { BASE } from '../clients.ts';
import type { Result } from '../result.ts';
import { type Measured, rounds } from '../rounds.ts';

const FACADES = ['facade QRadar', 'facade Qlik', 'facade IQ'];
const AHEAD_OF = ['ky', 'axios (fetch)', '@qlik/api'];

/** What each client costs by itself: no socket, no server, a page of 50 users. */
export async function measure(): Promise<Result[]> {
  return table(await rounds('stubbed', 'http://127.0.0.1:9', { rounds: 20, calls: 1500 }));
}

/** Judged by CPU time, which other work on the machine changes least; without a socket it is the wall time of a quiet one. */
function table(measured: Map<string, Measured>): Result[] {
  const results: Result[] = [];
  for (const [name, { cpuUs, cpuRatio }] of measured) {
    results.push({ case: 'stubbed', name, value: cpuUs, unit: 'µs', ratio: cpuRatio });
  }
  const of = (name: string) => measured.get(name) as Measured;
  for (const name of FACADES) {
    results.push({
      case: 'stubbed',
      name: `${name} beyond ${BASE}`,
      value: of(name).cpuBeyondUs,
      unit: 'µs',
    });
  }
  for (const peer of AHEAD_OF) {
    // Each against the client of its own vendor, where there is one.
    const own = peer === '@qlik/api' ? 'facade Qlik' : 'facade QRadar';
    const ratio = of(own).cpuRatio / of(peer).cpuRatio;
    results.push({
      case: 'stubbed',
      name: `${own} to ${peer}`,
      value: of(own).cpuUs,
      unit: 'µs',
      ratio,
      judged: 'ratio',
      budget: 1,
    });
  }
  return results;
}
