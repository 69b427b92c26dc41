import type { BulkReport } from '@rollcall/facade';
import { describe, expect, it } from 'vitest';
import { qlikOver, qualysOver } from '../../faults/kit.js';
import { rawServer } from '../../support/raw-server.js';
import { answer } from '../../support/scripts.js';
import { within } from '../../support/within.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const gone = answer(204, '');
const trap = () => {
  throw new Error('a getter of the caller');
};
/** What is no user, and what cannot even be looked at. */
const ODD = [
  Object.create(null),
  { toString: trap },
  new Proxy({}, { get: trap }),
  Symbol('x'),
  null,
  undefined,
  5,
  'jane',
];

function wholeReport({ results, ...counts }: BulkReport<unknown>) {
  return {
    indexes: Array.from(results, (result) => result?.index),
    sum: counts.done + counts.failed + counts.notStarted,
  };
}

describe('many users from an odd source', () => {
  it.each([
    ['Qlik', qlikOver],
    ['Qualys', qualysOver],
  ])('reports each item at %s, also one that cannot be named', async (_, over) => {
    const server = await rawServer(answer(400, '{}', { 'Content-Type': 'application/json' }));
    const { users } = over('fetch', server.origin, { retry: false });
    for (const verb of ['createMany', 'updateMany', 'deleteMany'] as const) {
      const report = (await (users[verb] as (odd: unknown) => Promise<BulkReport>)(ODD)) as BulkReport;
      expect(wholeReport(report), verb).toEqual({ indexes: ODD.map((_, at) => at), sum: ODD.length });
      expect(report.results.map(({ item }) => item)).not.toContain('undefined');
    }
  });

  it('names an item without a name by its kind, as it may hold a secret', async () => {
    const { users } = qlikOver('fetch', 'https://tenant.example.com');
    const { results } = await users.createMany(['{"password":"pw-Kx82-secret"}', null, {}] as never);
    expect(results.map(({ item }) => item)).toEqual([
      '(no name: string)',
      '(no name: null)',
      '(no name: object)',
    ]);
  });

  it.each([
    ['list', () => [...IDS]],
    ['set', () => new Set(IDS)],
  ])('goes through all of a %s that is emptied meanwhile', async (_, make) => {
    const server = await rawServer(gone);
    const source = make();
    const take = (id: string) => {
      if (source instanceof Set) source.delete(id);
      else source.splice(source.indexOf(id), 1);
    };
    const { users } = qlikOver('fetch', server.origin);
    const { done } = await users.deleteMany(source, {
      concurrency: 1,
      onResult: (_, id) => take(id),
    });
    expect(done).toBe(IDS.length);
    expect(server.requests.map(({ path }) => path.at(-1))).toEqual(IDS);
  });

  it('reports what was done although the source fails when it is closed', async () => {
    const server = await rawServer(gone);
    const controller = new AbortController();
    let closed = false;
    const source = (function* () {
      try {
        yield* IDS;
      } finally {
        closed = true;
        trap();
      }
    })();
    const { users } = qlikOver('fetch', server.origin);
    const report = await users.deleteMany(source, {
      concurrency: 1,
      signal: controller.signal,
      onResult: () => controller.abort(),
    });
    expect(report).toMatchObject({ done: 1, failed: 0, aborted: true });
    expect(closed).toBe(true);
  });

  it('ends after an abort although onResult never does', async () => {
    const server = await rawServer(gone);
    const controller = new AbortController();
    const { users } = qlikOver('fetch', server.origin);
    const run = users.deleteMany(IDS, {
      concurrency: 2,
      graceMs: 10,
      signal: controller.signal,
      onResult: () => {
        controller.abort();
        return new Promise(() => {});
      },
    });
    const report = await within(5000, run);
    expect(report).toMatchObject({ aborted: true });
    expect(wholeReport(report)).toEqual({ indexes: IDS.map((_, at) => at), sum: IDS.length });
  });
});
