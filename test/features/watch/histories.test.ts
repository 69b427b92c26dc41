import type { Page, Paged } from '@rollcall/facade';
import { NetworkError } from '@rollcall/facade';
import { type Change, type Snapshot, type WalkReport, watch } from '@rollcall/facade/watch';
import fc from 'fast-check';
import { expect, it } from 'vitest';

interface Person {
  readonly id: number;
  readonly email?: string;
  readonly role?: { id: number; name: string };
  readonly groups?: string[];
}

/** A list on a server of ours: what it holds, and what goes wrong with its next walk. */
class Server {
  readonly people = new Map<number, Person>();
  fault: Fault = 'none';

  list(): Paged<Person> {
    const pages = () => this.#pages();
    const items = async function* () {
      for await (const page of pages()) yield* page.items;
    };
    return {
      byPage: pages,
      [Symbol.asyncIterator]: items,
      async toArray() {
        const all: Person[] = [];
        for await (const item of items()) all.push(item);
        return all;
      },
    };
  }

  async *#pages(): AsyncGenerator<Page<Person>> {
    const fault = this.fault;
    this.fault = 'none';
    const all = structuredClone([...this.people.values()]);
    const total = all.length;
    const half = total >> 1;
    if (fault === 'fails at once') throw broken();
    yield { items: all.slice(0, half), start: 0, total };
    if (fault === 'fails half way') throw broken();
    if (fault === 'ends half way') return;
    // One user slips through between two pages, another one comes twice: the count is wrong by both.
    const rest =
      fault === 'shifts'
        ? [...all.slice(Math.max(0, half - 1), half), ...all.slice(half + 1)]
        : all.slice(half);
    if (fault === 'forgets the total') yield { items: rest.slice(1), start: half };
    else yield { items: rest, start: half, total };
  }
}

const FAULTS = [
  'none',
  'fails at once',
  'fails half way',
  'ends half way',
  'shifts',
  'forgets the total',
] as const;
type Fault = (typeof FAULTS)[number];

function broken() {
  const site = { method: 'GET', url: 'https://server.test/users', attempts: 1 };
  return new NetworkError('reset', { site, outcome: 'unknown', transient: true });
}

const id = fc.integer({ min: 1, max: 12 });
const email = fc.option(fc.constantFrom('a@x', 'b@x', ''), { nil: undefined });
const role = fc.option(fc.constantFrom({ id: 1, name: 'Admin' }, { id: 2, name: 'Analyst' }), {
  nil: undefined,
});
const groups = fc.option(fc.array(fc.constantFrom('g', 'h'), { maxLength: 2 }), { nil: undefined });
const operation = fc.oneof(
  fc.record({ do: fc.constant('put' as const), id, email, role, groups }),
  fc.record({ do: fc.constant('remove' as const), id }),
);
const round = fc.record({
  operations: fc.array(operation, { maxLength: 4 }),
  fault: fc.constantFrom(...FAULTS),
  /** The process ends after so many changes of the round, or after its walk, or goes on. */
  restart: fc.oneof(
    fc.constant('no' as const),
    fc.constant('after the walk' as const),
    fc.integer({ min: 1, max: 3 }),
  ),
});
type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;

/** Three quiet walks at the end, so that the last fault is over and every absence has been seen twice. */
const quiet: readonly Round[] = Array.from({ length: 3 }, () => ({
  operations: [],
  fault: 'none',
  restart: 'no',
}));

function play(server: Server, { operations, fault }: Round): void {
  for (const step of operations) {
    if (step.do === 'remove') server.people.delete(step.id);
    else {
      const { do: _, ...person } = step;
      server.people.set(step.id, JSON.parse(JSON.stringify(person)) as Person);
    }
  }
  server.fault = fault;
}

/** What a listener who applies every change in turn believes, and each wrong thing that it was told. */
function listener(server: Server) {
  const known = new Map<number, Person>();
  const wrong: string[] = [];
  return {
    known,
    wrong,
    hear(change: Change<Person>) {
      const { key, type } = change;
      const before = known.get(key);
      if (type === 'deleted') {
        if (!before) wrong.push(`${key} deleted, but was not known`);
        if (server.people.has(key)) wrong.push(`${key} deleted, but is there`);
        known.delete(key);
        return;
      }
      if ((type === 'created') !== (before === undefined)) wrong.push(`${key} ${type}, before: ${before}`);
      if (type === 'updated') {
        const names = new Set([...Object.keys(before ?? {}), ...Object.keys(change.item)]) as Set<
          keyof Person
        >;
        const differ = [...names]
          .filter((n) => JSON.stringify(before?.[n]) !== JSON.stringify(change.item[n]))
          .sort();
        if (differ.join() !== change.changed.join()) wrong.push(`${key}: ${change.changed}, truly ${differ}`);
      }
      known.set(key, change.item);
    },
  };
}

async function follow(rounds: readonly Round[]) {
  const server = new Server();
  const ear = listener(server);
  const walks: WalkReport[] = [];
  let since: Snapshot | undefined;
  let at = 0;
  while (at < rounds.length) {
    const abort = new AbortController();
    play(server, rounds[at] as Round);
    const feed = watch(server.list(), {
      initial: true,
      signal: abort.signal,
      ...(since ? { since } : {}),
      onWalk: (walk) => walks.push(walk),
      clock: {
        now: () => 0,
        random: () => 0.5,
        async sleep() {
          const over = rounds[at]?.restart === 'after the walk';
          at += 1;
          if (over || at >= rounds.length) abort.abort();
          else play(server, rounds[at] as Round);
          abort.signal.throwIfAborted();
        },
      },
    });
    let heard = 0;
    let mark = at;
    try {
      for await (const change of feed) {
        if (mark !== at) heard = 0;
        mark = at;
        ear.hear(change);
        heard += 1;
        since = change.snapshot;
        if (heard === rounds[at]?.restart) break;
      }
    } catch (error) {
      if (error !== abort.signal.reason) throw error;
      since = feed.snapshot();
    }
    // A process that ended in the middle of a walk: the next one starts with the next round.
    if (heard === rounds[at]?.restart) at += 1;
    since = since && (JSON.parse(JSON.stringify(since)) as Snapshot);
  }
  return { server, ear, walks };
}

it('whatever happens to users, walks and processes, the changes add up to the list and never lie', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 12 }), async (rounds) => {
      const { server, ear } = await follow([...rounds, ...quiet]);
      expect(ear.wrong).toEqual([]);
      expect(sorted(ear.known)).toEqual(sorted(server.people));
    }),
    { numRuns: 150 },
  );
});

function sorted(people: ReadonlyMap<number, Person>): [number, string][] {
  return [...people]
    .map(([key, person]): [number, string] => [key, stable(person)])
    .sort(([a], [b]) => a - b);
}

function stable(person: Person): string {
  return JSON.stringify(Object.entries(person).sort(([a], [b]) => (a < b ? -1 : 1)));
}
