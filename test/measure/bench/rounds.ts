import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Contender, ContenderSet } from './contenders.ts';
import { median } from './median.ts';

/** Of one contender: medians over the rounds. Ratios and differences are taken within a round, where the machine was alike. */
export interface Measured {
  readonly wallUs: number;
  readonly cpuUs: number;
  readonly wallRatio: number;
  readonly cpuRatio: number;
  /** Microseconds of CPU beyond the first contender of its kind. */
  readonly cpuBeyondUs: number;
}

export interface RoundOptions {
  readonly rounds: number;
  /** Calls of each contender in a round. */
  readonly calls: number;
  /** Calls in flight at once. Default 1. */
  readonly parallel?: number;
}

/** What one contender took for its calls in one round, per call. */
export interface Sample {
  readonly wallUs: number;
  readonly cpuUs: number;
}

/** Rounds that are not counted: some thousand calls pass before the compiler leaves a client's code alone. */
const WARM_UP = 8;

/**
 * Runs all contenders in turns, in every round in another order. Each has a process of its own: in a common one each would
 * pay for the others' garbage, and for what the compiler learnt from them.
 */
export async function rounds(
  set: ContenderSet,
  origin: string,
  { rounds: count, calls, parallel = 1 }: RoundOptions,
): Promise<Map<string, Measured>> {
  const contenders = await list(set, origin);
  const samples = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  const children = new Map(contenders.map(({ name }) => [name, start(set, origin, name)]));
  try {
    for (let round = -WARM_UP; round < count; round += 1) {
      for (const { name } of shuffled(contenders, round + WARM_UP)) {
        const child = children.get(name) as ChildProcess;
        child.send({ calls, parallel });
        const [sample] = (await once(child, 'message')) as [Sample];
        if (round >= 0) samples.get(name)?.push(sample);
      }
    }
  } finally {
    for (const child of children.values()) child.kill();
  }
  return summary(contenders, samples);
}

type Entry = Pick<Contender, 'name' | 'kind'>;

/** Asked of a process too: the clients are not loaded here, and a stub that takes the place of `fetch` stays there. */
async function list(set: ContenderSet, origin: string): Promise<Entry[]> {
  const child = start(set, origin);
  const [entries] = (await once(child, 'message')) as [Entry[]];
  return entries;
}

function start(set: ContenderSet, origin: string, name?: string): ChildProcess {
  const args = name === undefined ? [] : [name];
  const child = fork(join(import.meta.dirname, 'contender-process.ts'), [set, origin, ...args]);
  child.on('exit', (code) => {
    if (code) throw new Error(`${name ?? set} ended with ${code}`);
  });
  return child;
}

function summary(
  contenders: readonly Entry[],
  samples: ReadonlyMap<string, Sample[]>,
): Map<string, Measured> {
  return new Map(
    contenders.map(({ name, kind }) => {
      const own = samples.get(name) as Sample[];
      const base = samples.get(contenders.find((each) => each.kind === kind)?.name ?? name) as Sample[];
      const each = (of: (own: Sample, base: Sample) => number) =>
        median(own.map((sample, round) => of(sample, base[round] as Sample)));
      return [
        name,
        {
          wallUs: each(({ wallUs }) => wallUs),
          cpuUs: each(({ cpuUs }) => cpuUs),
          wallRatio: each((sample, { wallUs }) => sample.wallUs / wallUs),
          cpuRatio: each((sample, { cpuUs }) => sample.cpuUs / cpuUs),
          cpuBeyondUs: each((sample, { cpuUs }) => sample.cpuUs - cpuUs),
        },
      ];
    }),
  );
}

/** The same order for the same seed, so that two runs differ by the machine only. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed * 2_654_435_761 + 1;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}
