import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from '../median.ts';
import type { Result } from '../result.ts';
import { startServer } from '../start-server.ts';

interface Walk {
  readonly ms: number;
  readonly users: number;
  readonly ordered: boolean;
  readonly peak: number;
  readonly rss: number;
}

const USERS = 100_000;
const FEW = 10_000;
const ROUNDS = 3;

/** All users of a console, 200 a page, 5 ms to each answer; a consumer that works 5 ms on a page, and one that does not. */
export async function measure(): Promise<Result[]> {
  const server = await startServer({ users: USERS, latencyMs: 5 });
  const small = await startServer({ users: FEW, latencyMs: 5 });
  try {
    const kinds = { plain: [0, 0], window: [4, 0], busy: [0, 5], prefetching: [1, 5] } as const;
    const ms = { plain: [], window: [], busy: [], prefetching: [] } as Record<keyof typeof kinds, number[]>;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [kind, [prefetch, pauseMs]] of Object.entries(kinds)) {
        ms[kind as keyof typeof kinds].push(walk(server.origin, { prefetch, pauseMs, users: USERS }).ms);
      }
    }
    const ratio = (slow: number[], fast: number[]) =>
      median(slow.map((value, round) => value / (fast[round] as number)));
    const measured = (prefetch: number) => {
      const many = walk(server.origin, { prefetch, users: USERS, memory: true });
      const few = walk(small.origin, { prefetch, users: FEW, memory: true });
      return { many, few };
    };
    const plain = measured(0);
    const ahead = measured(4);
    const row = (name: string, value: number, more: Partial<Result> = {}): Result => ({
      case: 'walk',
      name,
      value,
      unit: 'ms',
      ...more,
    });
    const memory = (name: string, { many, few }: typeof plain): Result[] => [
      row(`${name}: live heap, ${USERS} users to ${FEW}`, many.peak / 2 ** 20, {
        unit: 'MiB',
        ratio: many.peak / few.peak,
        judged: 'ratio',
        budget: 1.1,
      }),
      row(`${name}: peak RSS, ${USERS} users to ${FEW}`, many.rss / 2 ** 20, {
        unit: 'MiB',
        ratio: many.rss / few.rss,
        judged: 'ratio',
        budget: 1.1,
      }),
    ];
    return [
      row('one page after another, no work', median(ms.plain)),
      row('a window of 4, no work', median(ms.window), {
        ratio: ratio(ms.plain, ms.window),
        judged: 'ratio',
        budget: 3,
        sense: 'least',
      }),
      row('one page after another, 5 ms work a page', median(ms.busy)),
      row('prefetch 1, 5 ms work a page', median(ms.prefetching), {
        ratio: ratio(ms.busy, ms.prefetching),
        judged: 'ratio',
        budget: 1.6,
        sense: 'least',
      }),
      ...memory('plain', plain),
      ...memory('a window of 4', ahead),
    ];
  } finally {
    server.stop();
    small.stop();
  }
}

interface WalkOptions {
  readonly prefetch: number;
  readonly pauseMs?: number;
  readonly users: number;
  readonly memory?: boolean;
}

/** @throws when a user is missing, comes twice, or comes out of order. */
function walk(origin: string, { prefetch, pauseMs = 0, users, memory = false }: WalkOptions): Walk {
  const file = join(import.meta.dirname, '..', 'walker.ts');
  const flags = memory ? ['--expose-gc'] : [];
  const output = execFileSync(process.execPath, [...flags, file, origin, String(prefetch), String(pauseMs)], {
    encoding: 'utf8',
  });
  const seen = JSON.parse(output) as Walk;
  if (seen.users !== users || !seen.ordered) {
    throw new Error(
      `The walk of ${users} users gave ${seen.users}${seen.ordered ? '' : ', not each once and in order'}`,
    );
  }
  return seen;
}
