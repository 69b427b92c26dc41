import autocannon from 'autocannon';
import type { Measured } from './contenders.ts';
import { lists } from './contenders.ts';

export interface Load {
  requests: number;
  requestsPerSecond: number;
  p99Ms: number;
}

/** Ten kept connections that ask for the list again and again; another answer than 2xx fails the run. */
export async function load(
  vendor: Measured,
  port: number,
  options: { seconds: number } | { requests: number },
): Promise<Load> {
  const { headers, path } = lists[vendor];
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    headers,
    connections: 10,
    ...('seconds' in options ? { duration: options.seconds } : { amount: options.requests }),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} requests failed`);
  }
  return {
    requests: result['2xx'],
    requestsPerSecond: result['2xx'] / result.duration,
    p99Ms: result.latency.p99,
  };
}
