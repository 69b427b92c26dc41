import { randomInt } from 'node:crypto';
import type { AccountSystem } from '@rollcall/accounts';
import { type RunningMock, VENDORS, type Vendor } from '@rollcall/mock-servers';
import { type ScimSystem, type Store, sqliteStore } from '@rollcall/scim';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlace } from '../accounts/systems.test.helper.js';
import { type Body, type Bridge, bridgeTo, CHANGING, kim, MESSAGES, patchOf } from './bridge.test.helper.js';

/**
 * Sequences for each of the four systems; `SCIM_SEQUENCES=2500` is what a long look takes. The seed is another one every
 * time and printed; `SCIM_SEED` plays it again.
 */
const runs = Number(process.env.SCIM_SEQUENCES ?? 20);
const seed = Number(process.env.SCIM_SEED ?? randomInt(2 ** 31));
const PEOPLE = ['ann', 'bea'] as const;
/** Two instances of the bridge on one store; requests go to either, or to both at once. */
const INSTANCES = 2;
const GROUPS: Readonly<Record<Vendor, Partial<ScimSystem>>> = {
  qradar: { groups: 'roles', groupNames: ['Reader'] },
  iq: { groups: 'roles', groupNames: ['Developer on organization Sandbox'] },
  qlik: { groups: 'roles', groupNames: ['Developer'] },
  'qualys-saq': { groups: 'tags', groupNames: ['Business Units'] },
};

const request = fc.record({
  who: fc.constantFrom(...PEOPLE),
  what: fc.constantFrom(
    ...(['create', 'create', 'change', 'close', 'open', 'put', 'delete', 'look', 'join', 'leave'] as const),
  ),
  fault: fc.option(
    fc.constantFrom(
      { status: 500, times: 1 },
      { status: 503, headers: { 'Retry-After': '1' }, times: 9 },
      { status: 429, headers: { 'Retry-After': '1' }, times: 9 },
      { status: 401, times: 9 },
      { method: 'POST', status: 409, times: 1 },
      { resetBefore: true, times: 9 },
      { resetAfter: true, times: 1 },
      { method: 'POST', resetAfter: true, times: 1 },
      { method: 'DELETE', resetAfter: true, times: 1 },
      { method: 'PATCH', resetAfter: true, times: 1 },
      { truncate: true, times: 1 },
      { method: 'POST', truncate: true, times: 1 },
      { contentType: 'text/html', body: '<h1>Proxy</h1>', times: 1 },
      { method: 'POST', contentType: 'text/html', body: '<h1>Proxy</h1>', times: 1 },
      { latencyMs: 1200, times: 1 },
      { slowBodyMs: 1200, times: 1 },
      { task: 'failed' as const, times: 1 },
      { task: 'unknown' as const, times: 1 },
      { task: 'stuck' as const, times: 1 },
    ),
    { freq: 2 },
  ),
  /** Whether the instances are started anew before the request; their store stays. */
  restart: fc.boolean(),
  instances: fc.constantFrom<readonly number[]>([0], [1], [0, 1]),
  inBulk: fc.boolean(),
});

describe.each(VENDORS)('any sequence of requests to %s, whatever fails', (vendor) => {
  let mock: RunningMock;
  let system: AccountSystem;
  /** The id of the group that people join and leave. */
  let group: string;
  beforeAll(async () => {
    ({ mock, system } = await startPlace(vendor));
    const bridge = await bridgeTo(vendor, mock, {}, GROUPS[vendor]);
    const { body } = await bridge.call('GET', '/Groups?excludedAttributes=members');
    group = body.Resources[0].id;
    await bridge.close();
    await bridge.store.close();
  });
  afterAll(() => mock.close());

  const start = (store: Store, options: object) =>
    Promise.all(
      Array.from({ length: INSTANCES }, () => bridgeTo(vendor, mock, { store, ...options }, GROUPS[vendor])),
    );
  const impatient = { requestTimeoutMs: 900, removalWaitMs: 500 };

  it('ends in no success that is not so, in no second account and in no lost create', async () => {
    console.log(`${vendor}: ${runs} sequences with SCIM_SEED=${seed}`);
    let finished = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 3, maxLength: 10 }), async (sequence) => {
        mock.reset();
        const store = sqliteStore(':memory:');
        let bridges = await start(store, impatient);
        const ids = new Map<string, string>();
        const hung = new Set<string>();
        for (const { who, what, fault, restart, instances, inBulk } of sequence) {
          if (restart) {
            await closeAll(bridges);
            bridges = await start(store, impatient);
          }
          // Only QRadar works in tasks.
          if (fault && (vendor === 'qradar' || !('task' in fault))) mock.faults.add(fault);
          // A task without an end, or with one that nobody knows, is a person in between until a human looks.
          if (fault && 'task' in fault && fault.task !== 'failed') hung.add(who);
          const asked = bridges.filter((_, at) => instances.includes(at));
          if (what === 'look') {
            const [id] = await Promise.all(asked.map(({ call }) => look(call, who)));
            mock.faults.clear();
            if (id !== undefined) ids.set(who, id);
            continue;
          }
          const wanted = requestFor(vendor, { who, what, id: ids.get(who), group });
          if (!wanted) {
            mock.faults.clear();
            continue;
          }
          const answers = await Promise.all(
            asked.map(({ call }) => (inBulk ? bulkOf(call, wanted) : call(...wanted))),
          );
          mock.faults.clear();
          const made = answers.filter(({ status }) => status === 201);
          expect(made.length, `creates of ${who}`).toBeLessThanOrEqual(1);
          if (made[0]) ids.set(who, made[0].body.id);
          const account = await system.find(nameOf(who));
          const isOpen = account !== undefined && account.state !== 'disabled';
          for (const { status, body } of answers.filter((each) => each.status < 300)) {
            const said = `${what} of ${who}, ${status}`;
            if (what === 'delete') expect(account, said).toBeUndefined();
            if (what === 'close') expect(isOpen, said).toBe(false);
            if (what === 'open' || what === 'create') expect(isOpen, said).toBe(true);
            if (body?.active !== undefined) expect(isOpen, said).toBe(body.active);
            if (what === 'join' || what === 'leave') {
              const { groups = [] } = (await bridges[0]?.call('GET', `/Users/${ids.get(who)}`))?.body ?? {};
              expect(
                groups.some(({ value }: Body) => value === group),
                said,
              ).toBe(what === 'join');
            }
          }
        }
        await closeAll(bridges);
        // Whatever happened, a provider that goes on trying gets there; a busy machine may take its time over it.
        bridges = await start(store, {});
        const [{ call }] = bridges as [Bridge];
        for (const who of PEOPLE) {
          const found = await call('GET', `/Users?filter=externalId eq "${who}"`);
          expect(found.body.totalResults, JSON.stringify(found.body)).toBeLessThanOrEqual(1);
          if (hung.has(who)) continue;
          let status = 0;
          for (let left = 5; left > 0 && status !== 201 && status !== 409; left -= 1) {
            status = (await call('POST', '/Users', personCalled(who))).status;
          }
          expect([201, 409]).toContain(status);
          expect(await look(call, who), who).toBeDefined();
        }
        await closeAll(bridges);
        await store.close();
        finished += 1;
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
    expect(finished).toBe(runs);
  }, 3_600_000);
});

type Call = Bridge['call'];

const closeAll = (bridges: readonly Bridge[]) => Promise.all(bridges.map((bridge) => bridge.close()));

const nameOf = (who: string) => `${who}@acme.test`;
const personCalled = (who: string) => ({
  ...kim,
  userName: nameOf(who),
  externalId: who,
  emails: [{ value: nameOf(who), type: 'work', primary: true }],
});

/** What a provider does before it writes: finds a person whose create it has no answer of, and lists everybody. */
async function look(call: Call, who: string) {
  const { body: list } = await call('GET', '/Users?count=1000');
  const people: { id: string; userName: string }[] = list.Resources ?? [];
  expect(new Set(people.map(({ id }) => id)).size, 'ids of the list').toBe(people.length);
  const listed = people.filter(({ userName }) => userName === nameOf(who));
  expect(listed.length, `${who} in the list`).toBeLessThanOrEqual(1);
  const { body } = await call('GET', `/Users?filter=userName eq "${nameOf(who)}"`);
  const [person, ...others] = body.Resources ?? [];
  expect(others, who).toEqual([]);
  if (!person) return undefined;
  const again = await call('GET', `/Users/${person.id}`);
  expect([200, 429, 503], `${who} by id`).toContain(again.status);
  return person.id as string;
}

/** What a provider sends; undefined for somebody who has no id yet. */
function requestFor(
  vendor: Vendor,
  { who, what, id, group }: { who: string; what: string; id: string | undefined; group: string },
): [method: string, path: string, body?: object] | undefined {
  if (what === 'create') return ['POST', '/Users', personCalled(who)];
  if (id === undefined) return undefined;
  const path = `/Users/${id}`;
  const replace = (operation: object) => patchOf({ op: 'Replace', ...operation });
  const member = (operation: object) => patchOf({ path: 'members', value: [{ value: id }], ...operation });
  switch (what) {
    case 'close':
      return ['PATCH', path, replace({ path: 'active', value: 'False' })];
    case 'open':
      return ['PATCH', path, replace({ path: 'active', value: 'True' })];
    case 'delete':
      return ['DELETE', path];
    case 'put':
      return ['PUT', path, personCalled(who)];
    case 'join':
      return ['PATCH', `/Groups/${group}`, member({ op: 'Add' })];
    case 'leave':
      return ['PATCH', `/Groups/${group}`, member({ op: 'Remove' })];
    default:
      return ['PATCH', path, replace(CHANGING[vendor])];
  }
}

/** The same as the only operation of a Bulk, with its status; of somebody new, the id. */
async function bulkOf(call: Call, [method, path, data]: [string, string, object?]) {
  const operation = { method, path, ...(data && { data }), ...(method === 'POST' && { bulkId: 'one' }) };
  const bulk = { schemas: [`${MESSAGES}:BulkRequest`], Operations: [operation] };
  const { body } = await call('POST', '/Bulk', bulk);
  const { location, status } = body.Operations[0];
  const id = String(location).split('/').at(-1);
  return { status: Number(status), body: method === 'POST' ? { id } : undefined };
}
