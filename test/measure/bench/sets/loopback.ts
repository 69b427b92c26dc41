import { nodeTransport } from '@rollcall/facade/node';
import { baselines, facades, fetchPeers, socketPeers, type Wire } from '../clients.ts';
import type { Contender } from '../contenders.ts';

/** A page of 50 users from a server in another process. */
export function contenders(origin: string): Contender[] {
  const wire: Wire = { origin, fetch: globalThis.fetch };
  return [
    ...baselines(wire),
    ...facades(wire, globalThis.fetch),
    ...facades(wire, nodeTransport({ connections: 32 }), ' on /node'),
    ...fetchPeers(wire),
    ...socketPeers(wire),
  ];
}
