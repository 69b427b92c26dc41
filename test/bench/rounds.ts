import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is compared: one call, or one piece of work. */
export interface Contender {
  readonly name: string;
  /** What it is measured against: the first contender of the same kind. */
  readonly kind: string;
  run(): unknown;
}

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

interface Sample {
  readonly wallUs: number;
  readonly cpuUs: number;
}

/** Rounds that are not counted: some thousand calls pass before the compiler leaves a client's code alone. */
const WARM_UP = 20;

/** Runs all contenders in every round, each round in another order: what ran just before leaves its traces. */
export async function rounds(
  contenders: readonly Contender[],
  { rounds: count, calls, parallel = 1 }: RoundOptions,
): Promise<Map<string, Measured>> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  for (let round = -WARM_UP; round < count; round += 1) {
    for (const contender of shuffled(contenders, round + WARM_UP)) {
      const sample = await batch(contender, calls, parallel);
      if (round >= 0) samples.get(contender.name)?.push(sample);
    }
  }
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

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;

async function batch({ run }: Contender, calls: number, parallel: number): Promise<Sample> {
  collect({ type: 'minor' }); // or one contender would be billed for another's garbage
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: parallel }, worker));
  const wallUs = ((performance.now() - startedAt) * 1000) / calls;
  const { user, system } = process.cpuUsage(cpu);
  return { wallUs, cpuUs: (user + system) / calls };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
