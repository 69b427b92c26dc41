import { iq, qlik } from '../../../support/vendors/index.ts';
import { baselines, facades, fetchPeers, PATHS, type Wire } from '../clients.ts';
import type { Contender } from '../contenders.ts';
import { firstPage, type Page, qradarPage } from '../pages.ts';

/** What each client costs by itself: no socket, no server, a page of 50 users. */
export function contenders(origin: string): Contender[] {
  const answers: Record<string, Page> = {
    [PATHS.qradar]: qradarPage(0, 50, 1000),
    [PATHS.qlik]: firstPage(qlik, 50),
    [PATHS.iq]: firstPage(iq, 50),
  };
  const paths = Object.keys(answers);
  const stub = async (input: RequestInfo | URL) => {
    const url = typeof input === 'object' && 'url' in input ? input.url : String(input);
    const { body, headers } =
      answers[paths.find((path) => url.includes(path)) ?? ''] ?? (answers[PATHS.qradar] as Page);
    return new Response(body, { status: 200, headers });
  };
  globalThis.fetch = stub; // @qlik/api takes no other
  const wire: Wire = { origin, fetch: stub };
  return [...baselines(wire), ...facades(wire, stub), ...fetchPeers(wire)];
}
