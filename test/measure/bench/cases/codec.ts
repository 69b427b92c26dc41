import type { Result } from '../result.ts';
import { type Measured, rounds } from '../rounds.ts';

/** Reads and writes an answer of 1,000 users. */
export async function measure(): Promise<Result[]> {
  const measured = await rounds('codec', '', { rounds: 15, calls: 10 });
  const budgets: Record<string, number> = { 'codec, read and check': 1.25, 'codec, check and build': 1.25 };
  return [...measured].map(([name, { wallUs, wallRatio }]: [string, Measured]) => ({
    case: 'codec',
    name,
    value: wallUs / 1000,
    unit: 'ms',
    ratio: wallRatio,
    ...(budgets[name] ? { judged: 'ratio' as const, budget: budgets[name] } : {}),
  }));
}
