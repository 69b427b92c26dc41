import type { Result } from '../result.ts';
import { rounds } from '../rounds.ts';

/** What telemetry adds to one call: no socket, no server, a page of 50 users. */
export async function measure(): Promise<Result[]> {
  const measured = await rounds('traces', 'http://127.0.0.1:9', { rounds: 20, calls: 1500 });
  return [...measured].flatMap(([name, { cpuUs, cpuRatio, cpuBeyondUs }], index): Result[] => {
    const whole: Result = { case: 'traces', name, value: cpuUs, unit: 'µs', ratio: cpuRatio };
    if (index === 0) return [whole];
    return [whole, { case: 'traces', name: `${name}, beyond none`, value: cpuBeyondUs, unit: 'µs' }];
  });
}
