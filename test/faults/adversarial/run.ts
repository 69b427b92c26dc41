import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import type { Clock } from '@rollcall/facade';
import { nodeTransport } from '@rollcall/facade/node';
import fc from 'fast-check';
import type { Carrier } from '../../support/cells.js';
import { openRawServer, type RawServer } from '../../support/open-raw-server.js';
import type { Received } from '../../support/raw-server.js';
import { bytesOf } from '../../support/scripts.js';
import { type Vendor, vendors } from '../../support/vendors/index.js';
import { type Behaviour, behaviour, takesEffect } from './behaviours.js';
import { honestAnswer, VERBS, type Verb } from './honest.js';
import { brokenPromises, type Ending } from './judge.js';
import { TRICKS, type Trick } from './pages.js';
import { perform } from './perform.js';
import { isLawful } from './ways.js';

/** One call, and what the server does with each request of it; the last behaviour serves all further ones. */
interface Case {
  readonly vendor: Vendor;
  readonly carrier: Carrier;
  readonly verb: Verb;
  readonly behaviours: readonly Behaviour[];
  /** How many users a list has. */
  readonly size: number;
  /** What its pages do wrong. */
  readonly trick: Trick;
  /** Whether it finds a connection of a call before it, and what the server does with that. */
  readonly before: (typeof BEFORE)[number];
}

const BEFORE = [
  'nothing',
  'a call',
  'a call; its connection was closed',
  'a call; its connection dies',
] as const;

const oneCase: fc.Arbitrary<Case> = fc.record({
  vendor: fc.constantFrom(...vendors),
  carrier: fc.constantFrom<Carrier>('fetch', 'node'),
  verb: fc.constantFrom(...VERBS),
  behaviours: fc.array(behaviour, { minLength: 1, maxLength: 5 }),
  size: fc.integer({ min: 0, max: 7 }),
  trick: fc.oneof({ weight: 2, arbitrary: fc.constant<Trick>('none') }, fc.constantFrom(...TRICKS)),
  before: fc.constantFrom('nothing', ...BEFORE),
});

/** What a run came to: how many cases ran, by how they ended, and the broken promises. */
export interface Report {
  readonly ran: number;
  readonly ended: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
}

/** Runs so many cases of this seed, a few at a time: most of their time is waiting. */
export async function runCases(count: number, seed: number): Promise<Report> {
  const cases = fc.sample(oneCase, { numRuns: count, seed });
  const elsewhere = await openRawServer([]);
  const ended: Record<string, number> = {};
  const broken: string[] = [];
  let ran = 0;
  const queue = cases.values();
  const work = async () => {
    for (const one of queue) {
      const ending = await runCase(one, elsewhere);
      const { error } = ending;
      const how = error === undefined ? 'success' : nameOf(error);
      ended[how] = (ended[how] ?? 0) + 1;
      ran += 1;
      const { vendor, verb, size } = one;
      for (const promise of brokenPromises(vendor, verb, usersOf(vendor, size), ending))
        broken.push(`${promise}: ${shown(one)}\n  ${inspect(error ?? ending.value)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: 12 }, work));
    if (elsewhere.bytesReceived > 0) broken.push('another origin received a request');
  } finally {
    await elsewhere.close();
  }
  return { ran, ended, broken };
}

/**
 * Whole users with other fields are what the list is, as far as anybody can tell. So are QRadar's without the Content-Range
 * that says of how many: such a page, when it is short, is the end of the list. With 206 it is a part of nobody knows what.
 */
function isWholeList(
  { status, body }: Extract<Behaviour, { kind: 'says otherwise' }>,
  { name }: Vendor,
): boolean {
  return body === 'another record' || (body === 'failure inside' && name === 'QRadar' && status !== 206);
}

/** Real time, in which pauses take none: what a server asks to wait is seen, and not waited. */
const impatient: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  random: () => 0.5,
  sleep: async (_, signal) => {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  },
};

async function runCase(
  { vendor, carrier, verb, behaviours, size, trick, before }: Case,
  elsewhere: RawServer,
): Promise<Ending> {
  const users = usersOf(vendor, size);
  let effects = 0;
  let requests = 0;
  const silent = behaviours.some((how) => how.kind === 'breaks off' && how.how === 'silence');
  // Where the time is short, a busy machine uses it up.
  let honest = !silent && trick === 'none' && (before === 'nothing' || before === 'a call');
  let first: Received | undefined;
  let warming = before !== 'nothing';
  let dying: Socket | undefined;
  const server = await openRawServer((socket, request) => {
    if (warming) {
      const { status, body, headers } = honestAnswer(vendor, 'get', request, users, 'none');
      if (before === 'a call; its connection dies') dying = socket;
      socket.write(bytesOf(status, body, headers));
      if (before === 'a call; its connection was closed') socket.end();
      return;
    }
    if (socket === dying) return void socket.resetAndDestroy();
    const next = behaviours[Math.min(requests, behaviours.length - 1)] as Behaviour;
    const how: Behaviour =
      verb === 'list' && next.kind === 'says otherwise' && isWholeList(next, vendor)
        ? { ...next, body: 'cut' }
        : next;
    requests += 1;
    const right = honestAnswer(vendor, verb, request, users, trick);
    honest &&= how.kind === 'honest' && isLawful(how.way);
    // QRadar's console may be asked for its versions in between.
    first ??= request;
    const isCall = request.method === first.method && request.path === first.path;
    if (isCall && takesEffect(how, right)) effects += 1;
    perform(how, right, socket, request, elsewhere.origin);
  });
  const transport = carrier === 'node' ? nodeTransport() : undefined;
  const told: unknown[] = [];
  // Only a server that says nothing is waited for until the time is up.
  const times = silent ? { timeoutMs: 100, deadlineMs: 300 } : { timeoutMs: 5000, deadlineMs: 10_000 };
  const client = vendor.open(server.origin, {
    ...(transport ? { fetch: transport } : {}),
    ...times,
    clock: impatient,
    logger: (entry) => told.push(entry),
    onRetry: (event) => told.push(event),
  });
  if (warming) await client.get(vendor.wire.id, { timeoutMs: 5000, deadlineMs: 10_000 });
  warming = false;
  const startedAt = performance.now();
  let ending: { value?: unknown; error?: unknown };
  try {
    ending = { value: await call(client, vendor, verb) };
  } catch (error) {
    ending = { error };
  }
  const ms = performance.now() - startedAt;
  await server.close();
  await transport?.close();
  return { ...ending, ms, deadlineMs: times.deadlineMs, effects, honest, told };
}

async function call(client: ReturnType<Vendor['open']>, { wire }: Vendor, verb: Verb): Promise<unknown> {
  if (verb === 'create') return client.create();
  if (verb !== 'list') return client[verb](wire.id);
  const all: unknown[] = [];
  for await (const user of client.list()) all.push(user);
  return all;
}

function usersOf({ wire }: Vendor, size: number): object[] {
  return Array.from({ length: size }, (_, at) => wire.userAt(at + 1));
}

/** The name of an error and what it says of the outcome. */
function nameOf(error: unknown): string {
  const { name, outcome } = error as { name?: string; outcome?: string };
  return outcome === undefined ? String(name) : `${name}, ${outcome}`;
}

function shown({ vendor, carrier, verb, size, trick, before, behaviours }: Case): string {
  const list = verb === 'list' ? ` of ${size}, trick: ${trick}` : '';
  return `${vendor.name} over ${carrier}, ${verb}${list}; before it: ${before}; ${JSON.stringify(behaviours)}`;
}
