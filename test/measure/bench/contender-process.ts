import { type ContenderSet, contendersOf } from './contenders.ts';
import type { Sample } from './rounds.ts';

// One contender in a process of its own: told how many calls to make, it says what they took. Without a name it says which
// contenders there are.

const [, , set, origin = '', name] = process.argv;
const contenders = await contendersOf(set as ContenderSet, origin);
const contender = contenders.find((each) => each.name === name);
if (name !== undefined && !contender) throw new Error(`no contender is called ${name}`);

async function batch(calls: number, parallel: number): Promise<Sample> {
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await contender?.run();
    }
  };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: parallel }, worker));
  const wallUs = ((performance.now() - startedAt) * 1000) / calls;
  const { user, system } = process.cpuUsage(cpu);
  return { wallUs, cpuUs: (user + system) / calls };
}

if (!contender) {
  process.send?.(
    contenders.map(({ name, kind }) => ({ name, kind })),
    () => process.exit(),
  );
}
process.on('message', async ({ calls, parallel }: { calls: number; parallel: number }) => {
  process.send?.(await batch(calls, parallel));
});
