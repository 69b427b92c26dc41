import { createMock } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../support/clock.js';
import { soaking, soakSeed } from '../support/soak.js';
import { iq, type Report, type Vendor, vendors, type WriteVerb } from '../support/vendors/index.js';
import { chaosServer } from './chaos-server.js';
import { soakFaults } from './faults.js';

const USERS = soaking ? 3000 : 30;
/** Real time, since a server that stalls stalls in real time; everything else waits on the fake clock. */
const TIMEOUT_MS = soaking ? 1000 : 300;

const CONCURRENCY = 8;

/** Few, so that some calls end refused and not only done or unknown. */
const ATTEMPTS = 2;
/** A vendor that takes several users per call is given more of them, up to what its sandbox searches quickly. */
const MOST_USERS = 6000;
/** A console forgets old tasks, so that only the last ones can be gone on with. */
const RESUMED = 50;

interface Told {
  readonly name: string;
  readonly verb: WriteVerb;
  readonly result: Report['results'][number];
}

async function soak(
  { key, bulk, credential, open }: Vendor,
  users: number,
  seed: number,
  timeoutMs = TIMEOUT_MS,
) {
  const clock = fakeClock();
  const mock = await createMock(key, { clock, strict: true, taskStepMs: 100 });
  const server = await chaosServer(mock, bulk.reader(), seed);
  const calm = await chaosServer(mock, bulk.reader(), seed, 0); // the same vendor, to look at afterwards
  const retry = { budget: 1e6, attempts: ATTEMPTS };
  const options = { secret: credential.sandbox, clock, timeoutMs, deadlineMs: 2 ** 31 - 1, retry };
  const client = open(server.url, options);
  const together = { concurrency: CONCURRENCY, ...(bulk.perCall > 1 ? { batchSize: bulk.perCall } : {}) };
  try {
    const told: Told[] = [];
    const tell = (verb: WriteVerb, names: readonly string[], report: Report) => {
      expect(report.results.map(({ index }) => index)).toEqual(names.map((_, index) => index));
      for (const result of report.results) told.push({ name: names[result.index] as string, verb, result });
    };
    const names = Array.from({ length: users }, (_, n) => `soak${String(n).padStart(5, '0')}`);
    const created = await client.createMany(names.map(bulk.newcomer), together);
    tell('create', names, created);
    const ids = new Map<string, string>();
    for (const { index, status, ...rest } of created.results) {
      const name = names[index] as string;
      if (status === 'done') ids.set(name, bulk.idOf((rest as { value: unknown }).value, name));
    }
    tell('update', [...ids.keys()], await client.updateMany([...ids.values()], 'changed', together));
    const leavers = [...ids].filter((_, n) => n % 2 === 0);
    const deleted = await client.deleteMany(
      leavers.map(([, id]) => id),
      together,
    );
    tell(
      'delete',
      leavers.map(([name]) => name),
      deleted,
    );
    await server.settled();

    const resumed: unknown[] = [];
    const looker = open(calm.url, { ...options, timeoutMs: 30_000 });
    const unfinished = told.flatMap(({ result }) =>
      result.status === 'failed' && result.state ? [result.state] : [],
    );
    for (const state of unfinished.slice(-RESUMED)) resumed.push(await looker.resume?.(state));
    clock.advance(60_000); // tasks that nobody knows of come to their end
    const there = await looker.everybody();
    return { told, there, resumed, server, violations: mock.violations };
  } finally {
    await Promise.all([server.close(), calm.close()]);
  }
}

describe.each(vendors)('$name, with one request in five failing', (vendor) => {
  const { perCall } = vendor.bulk;
  it(
    `every effect happened once, or the caller holds an error that says it may have (SOAK_SEED=${soakSeed})`,
    async () => {
      const { told, there, resumed, server, violations } = await soak(
        vendor,
        Math.min(USERS * perCall, MOST_USERS),
        soakSeed,
      );
      const wrong = told.flatMap(({ name, verb, result }) => {
        const effects = server.effects.get(`${verb} ${name}`) ?? 0;
        const allowed = effectsAllowedBy(result);
        return allowed.includes(effects)
          ? []
          : [`${verb} ${name}: ${effects} effects, told ${JSON.stringify(result)}`];
      });
      expect(wrong).toEqual([]);

      // What the vendor holds in the end is what its journal says.
      const happened = (verb: WriteVerb, name: string) => (server.effects.get(`${verb} ${name}`) ?? 0) > 0;
      for (const { name } of told) {
        const expected = happened('create', name) && !happened('delete', name);
        expect(there.has(name), name).toBe(expected);
        if (expected && happened('update', name)) expect(there.get(name), name).toBe('changed');
      }
      for (const task of resumed) expect(task).toMatchObject({ status: 'COMPLETED' });

      const struck = [...server.struck.values()].reduce((sum, count) => sum + count, 0);
      expect(struck / server.requests).toBeGreaterThan(soaking ? 0.17 : 0.05);
      expect(struck / server.requests).toBeLessThan(soaking ? 0.23 : 0.45);
      if (soaking) {
        expect([...server.struck.keys()].sort()).toEqual(soakFaults.map(({ name }) => name).sort());
        // Where a call carries a hundred users there are too few calls to be sure of every outcome.
        const refused = told.some(({ result }) => result.status === 'failed' && result.outcome === 'refused');
        if (perCall === 1) expect(refused).toBe(true);
      }
      const done = told.filter(({ result }) => result.status === 'done').length;
      expect(done / told.length).toBeGreaterThan(0.5);
      expect(violations).toEqual([]);
      if (soaking) console.log(summary(vendor.name, told, server.requests, struck));
    },
    soaking ? 600_000 : 30_000,
  );
});

it('the same seed gives the same faults, and another seed gives others', async () => {
  const faults = async (seed: number) => [...(await soak(iq, 12, seed, 1000)).server.struck].sort();
  const first = await faults(7);
  expect(await faults(7)).toEqual(first);
  expect(await faults(8)).not.toEqual(first);
});

/** A result that is done, refused or never sent is certain; only one that says so may be either. */
function effectsAllowedBy(result: Told['result']): readonly number[] {
  if (result.status === 'done') return [1];
  if (result.status === 'not-started' || result.outcome !== 'unknown') return [0];
  return [0, 1];
}

function summary(vendor: string, told: readonly Told[], requests: number, struck: number): string {
  const count = (fits: (result: Told['result']) => boolean) =>
    told.filter(({ result }) => fits(result)).length;
  const unknown = count((result) => result.status === 'failed' && result.outcome === 'unknown');
  const refused = count((result) => result.status === 'failed' && result.outcome !== 'unknown');
  const done = count(({ status }) => status === 'done');
  return `${vendor}: ${told.length} operations in ${requests} requests, ${struck} of them failed: ${done} done, ${refused} without effect, ${unknown} told as unknown`;
}
