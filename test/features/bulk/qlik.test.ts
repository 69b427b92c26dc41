import { PartialFailureError } from '@rollcall/facade/qlik';
import { startMock } from '@rollcall/mock-servers';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openQlik, qlik } from '../../support/vendors/index.js';

const mock = await startMock('qlik', { strict: true });
const { users } = openQlik(mock.url, { secret: qlik.credential.sandbox });
beforeEach(() => mock.reset());
afterAll(() => mock.close());

const people = Array.from({ length: 10 }, (_, n) => ({ subject: `corp\\u${n}`, name: `User ${n}` }));

it('users are created, changed and deleted by the ten', async () => {
  const created = await users.createMany(people);
  expect(created.results.map(({ item }) => item)).toEqual(people.map(({ subject }) => subject));
  const ids = created.results.flatMap((result) => (result.status === 'done' ? [result.value.id] : []));
  expect(ids).toHaveLength(10);
  const changed = await users.updateMany(ids.map((id, n) => ({ id, patch: { name: `Renamed ${n}` } })));
  expect(changed).toMatchObject({ done: 10, failed: 0 });
  expect(await users.get(ids[4] as string)).toMatchObject({ name: 'Renamed 4' });
  expect(await users.deleteMany(ids)).toMatchObject({ done: 10, failed: 0 });
});

it('an update of which Qlik did a part only has failed, with what failed of it', async () => {
  const created = await users.createMany(people.slice(0, 2));
  const ids = created.results.flatMap((result) => (result.status === 'done' ? [result.value.id] : []));
  // Qlik names an address twice in no tenant: of the first patch it does the name only.
  const changes = ids.map((id, n) => ({
    id,
    patch: { name: 'New', ...(n === 0 ? { email: 'alice@corp.example' } : {}) },
  }));
  const { results } = await users.updateMany(changes, { concurrency: 1 });
  expect(results.map(({ status }) => status)).toEqual(['failed', 'done']);
  expect(results[0]).toMatchObject({ outcome: 'unknown', error: expect.any(PartialFailureError) });
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
