import { type BulkResult, InvalidInputError, type IqOptions } from '@rollcall/facade/iq';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../support/clock.js';
import { turns } from '../../support/turns.js';
import { iq, openIq } from '../../support/vendors/index.js';

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('iq', { strict: true });
});
beforeEach(() => mock.reset());
afterAll(() => mock.close());

function client(options: Partial<IqOptions> = {}) {
  return openIq(mock.url, { secret: iq.credential.sandbox, ...options });
}

function person(n: number) {
  const name = `user${String(n).padStart(4, '0')}`;
  return {
    username: name,
    password: 'S3cret-Pass',
    firstName: 'U',
    lastName: name,
    email: `${name}@example.com`,
  };
}
const people = (count: number) => Array.from({ length: count }, (_, n) => person(n));
const statuses = (results: readonly BulkResult<unknown, unknown>[]) => results.map(({ status }) => status);

/** A middleware that knows how many calls are under way. */
function gauge() {
  const seen = { now: 0, most: 0, sent: 0 };
  const middleware: NonNullable<IqOptions['middleware']>[number] = async (request, next) => {
    seen.now += 1;
    seen.sent += 1;
    seen.most = Math.max(seen.most, seen.now);
    try {
      return await next(request);
    } finally {
      seen.now -= 1;
    }
  };
  return { seen, middleware };
}

describe('many users, several calls at once', () => {
  it('results come in the order of the inputs, and no failure hides another', async () => {
    const inputs = people(20);
    inputs[3] = { ...person(3), username: 'bob' }; // taken
    inputs[7] = { ...person(7), email: '' };
    const { results, ...counts } = await client().users.createMany(inputs);
    expect(counts).toEqual({ done: 18, failed: 2, notStarted: 0, aborted: false });
    expect(results.map(({ index, item }) => [index, item])).toEqual(
      inputs.map(({ username }, index) => [index, username]),
    );
    expect(results[3]).toMatchObject({ status: 'failed', outcome: 'refused', error: { status: 409 } });
    expect(results[7]).toMatchObject({
      status: 'failed',
      outcome: 'not-sent',
      error: { name: 'InvalidInputError' },
    });
    expect(statuses(results).filter((status) => status === 'done')).toHaveLength(18);
    expect(await client().users.list().toArray()).toHaveLength(2 + 18);
  });

  it('updates and deletions go the same way', async () => {
    const { users } = client();
    await users.createMany(people(5));
    const changes = people(6).map(({ username }) => ({ username, patch: { firstName: `New ${username}` } }));
    const updated = await users.updateMany(changes);
    expect(updated.results.slice(0, 5)).toMatchObject(
      changes.slice(0, 5).map(({ patch }) => ({ status: 'done', value: patch })),
    );
    expect(updated.results[5]).toMatchObject({ item: 'user0005', status: 'failed', error: { status: 404 } });
    const removed = await users.deleteMany(people(6).map(({ username }) => username));
    expect(statuses(removed.results)).toEqual(['done', 'done', 'done', 'done', 'done', 'failed']);
    expect(await users.list().toArray()).toHaveLength(2);
  });

  it.each([
    [undefined, 4],
    [9, 9],
    [1, 1],
  ])('with concurrency %s at most %s calls are under way', async (concurrency, most) => {
    const { seen, middleware } = gauge();
    const { users } = client({ middleware: [middleware] });
    await users.createMany(people(40), concurrency === undefined ? {} : { concurrency });
    expect(seen).toEqual({ now: 0, most, sent: 40 });
  });

  it("the client's maxInFlight holds for a run that would take more", async () => {
    const { seen, middleware } = gauge();
    await client({ middleware: [middleware], maxInFlight: 2 }).users.createMany(people(20), {
      concurrency: 10,
    });
    expect(seen.most).toBe(2);
  });

  it('an outage does not become a storm: the retry budget of the client bounds what is sent', async () => {
    mock.faults.add({ status: 503, headers: { 'Retry-After': '1' }, probability: 1 });
    const { seen, middleware } = gauge();
    const { users } = client({ middleware: [middleware], clock: fakeClock(), retry: { budget: 10 } });
    const report = await users.createMany(people(100));
    expect(report).toMatchObject({ done: 0, failed: 100 });
    expect(seen.sent).toBe(110);
  });

  it('progress counts up to the length of the list', async () => {
    const told: unknown[] = [];
    const inputs = [...people(3), person(0)];
    await client().users.createMany(inputs, {
      concurrency: 1,
      onProgress: (progress) => told.push(progress),
    });
    expect(told).toEqual([
      { done: 1, failed: 0, total: 4 },
      { done: 2, failed: 0, total: 4 },
      { done: 3, failed: 0, total: 4 },
      { done: 3, failed: 1, total: 4 },
    ]);
  });

  it('a report can be logged: it holds no password', async () => {
    const report = await client().users.createMany([person(1), person(1)]);
    expect(report.failed).toBe(1);
    expect(JSON.stringify(report) + String((report.results[1] as { error?: unknown }).error)).not.toContain(
      'S3cret',
    );
  });

  it.each([{ concurrency: 0 }, { concurrency: 1.5 }, { graceMs: -1 }])('%o is refused', async (options) => {
    await expect(client().users.createMany(people(2), options)).rejects.toBeInstanceOf(InvalidInputError);
    expect(mock.journal).toHaveLength(0);
  });
});

describe('an abort', () => {
  it('starts nothing more, lets what is under way finish, and returns what was done', async () => {
    const abort = new AbortController();
    const { results, ...counts } = await client().users.createMany(people(50), {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done === 10) abort.abort();
      },
    });
    expect(counts).toMatchObject({ failed: 0, aborted: true });
    expect(counts.done).toBeGreaterThanOrEqual(10);
    expect(counts.done).toBeLessThanOrEqual(13); // three more were under way
    expect(counts.done + counts.notStarted).toBe(50);
    expect(results.map(({ index }) => index)).toEqual(people(50).map((_, n) => n));
    const { journal } = mock;
    expect(journal).toHaveLength(counts.done);
    expect(await client().users.list().toArray()).toHaveLength(2 + counts.done);
  });

  it('with graceMs 0 cuts what is under way, and says that its outcome is unknown', async () => {
    mock.faults.add({ latencyMs: 10_000, probability: 1 });
    const abort = new AbortController();
    const startedAt = performance.now();
    const { seen, middleware } = gauge();
    const { users } = client({ middleware: [middleware] });
    const run = users.createMany(people(10), { signal: abort.signal, graceMs: 0 });
    await expect.poll(() => seen.sent, { interval: 1 }).toBe(4);
    await turns(); // all four have reached the sandbox, so that none takes effect in a later test
    abort.abort();
    const report = await run;
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(report).toMatchObject({ done: 0, failed: 4, notStarted: 6, aborted: true });
    for (const result of report.results.slice(0, 4)) {
      expect(result).toMatchObject({ status: 'failed', outcome: 'unknown', error: { name: 'AbortError' } });
    }
  });

  it('that came before sends nothing at all', async () => {
    const report = await client().users.createMany(people(3), { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ done: 0, failed: 0, notStarted: 3, aborted: true });
    expect(mock.journal).toHaveLength(0);
  });

  it('does not wait for a source that gives nothing', async () => {
    const abort = new AbortController();
    async function* waiting() {
      yield person(1);
      await new Promise(() => {});
    }
    const report = await client().users.createMany(waiting(), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(report).toMatchObject({ done: 1, notStarted: 0, aborted: true });
  });

  it('closes a source without a length, of which no more is read', async () => {
    const abort = new AbortController();
    let read = 0;
    let closed = false;
    function* endless() {
      try {
        for (;;) yield person(read++);
      } finally {
        closed = true;
      }
    }
    const report = await client().users.createMany(endless(), {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done === 8) abort.abort();
      },
    });
    expect(closed).toBe(true);
    expect(report.done + report.notStarted).toBe(read);
    expect(read).toBeLessThanOrEqual(16);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners += 1;
      return addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      return removeEventListener.apply(signal, args);
    };
    async function* source() {
      yield* people(9);
    }
    await client().users.createMany(source(), { signal });
    expect(listeners).toBe(0);
  });
});

describe('a source', () => {
  it('that is asynchronous is read no further ahead than there are calls', async () => {
    let read = 0;
    let done = 0;
    let furthest = 0;
    async function* source() {
      for (const input of people(60)) {
        read += 1;
        furthest = Math.max(furthest, read - done);
        yield input;
      }
    }
    const report = await client().users.createMany(source(), {
      collect: false,
      onResult: () => {
        done += 1;
      },
    });
    expect(report).toMatchObject({ done: 60, results: [] });
    expect(furthest).toBeLessThanOrEqual(5);
  });

  it('that fails ends the run, and what was done is returned with the reason', async () => {
    function* source() {
      yield* people(6);
      throw new Error('the file ended in the middle of a line');
    }
    const report = await client().users.createMany(source());
    expect(report).toMatchObject({ done: 6, failed: 0, aborted: false });
    expect(String(report.sourceError)).toContain('middle of a line');
  });

  it('gives each result its input', async () => {
    const pairs: string[][] = [];
    await client().users.createMany(new Set(people(5)), {
      collect: false,
      onResult: ({ item }, input) => void pairs.push([item, input.username]),
    });
    expect(pairs).toHaveLength(5);
    for (const [item, username] of pairs) expect(item).toBe(username);
  });

  it('is left when onResult throws, and the run rejects with that once nothing is under way', async () => {
    const { seen, middleware } = gauge();
    const run = client({ middleware: [middleware] }).users.createMany(people(30), {
      onResult: () => {
        throw new Error('disk full');
      },
    });
    await expect(run).rejects.toThrow('disk full');
    expect(seen.now).toBe(0);
    expect(seen.sent).toBeLessThanOrEqual(8);
  });
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
