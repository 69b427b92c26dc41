import { afterAll, beforeEach, expect, it } from 'vitest';
import { qradarSandbox } from '../../support/sandboxes.js';

const { qradar, mock, clock, close } = await qradarSandbox();
beforeEach(() => mock.reset());
afterAll(close);

const people = Array.from({ length: 12 }, (_, n) => ({
  username: `user${n}`,
  password: 'P@ssw0rd!9',
  email: `user${n}@example.com`,
  user_role: { id: 2 },
  security_profile: { id: 1 },
}));

async function created() {
  const { results } = await qradar.users.createMany(people);
  return results.map((result) => (result.status === 'done' ? result.value.id : -1));
}

it('users are created, changed and deleted by the dozen', async () => {
  const ids = await created();
  expect(new Set(ids).size).toBe(12);
  const changed = await qradar.users.updateMany(ids.map((id) => ({ id, patch: { first_name: `N${id}` } })));
  expect(changed.results).toMatchObject(
    ids.map((id) => ({ status: 'done', value: { id, first_name: `N${id}` } })),
  );
  const deleted = await qradar.users.deleteMany(ids);
  expect(deleted.results).toMatchObject(ids.map(() => ({ status: 'done', value: { status: 'COMPLETED' } })));
  expect((await qradar.users.list().toArray()).filter(({ id }) => ids.includes(id))).toEqual([]);
});

it('with wait: false a deletion is settled when the console has taken it on', async () => {
  const [first = 0] = await created();
  const sleeps = clock.sleeps.length;
  const { results } = await qradar.users.deleteMany([first], { wait: false });
  expect(results).toMatchObject([
    { status: 'done', item: String(first), value: { task_id: expect.any(Number) } },
  ]);
  expect(clock.sleeps).toHaveLength(sleeps);
});

it('a deletion that fails has its task, and does not hide the others', async () => {
  const ids = await created();
  mock.faults.add({ task: 'failed' });
  const report = await qradar.users.deleteMany(ids, { concurrency: 1 });
  expect(report).toMatchObject({ done: 11, failed: 1 });
  expect(report.results[0]).toMatchObject({
    status: 'failed',
    outcome: 'unknown',
    error: { name: 'TaskFailedError' },
    state: { task_id: expect.any(Number) },
  });
});

it('a deletion that began stays unknown when only its task cannot be read, and can be waited for later', async () => {
  const [first = 0] = await created();
  const fault = mock.faults.add({ operationId: 'getDeleteTask', status: 403, probability: 1 });
  const { results } = await qradar.users.deleteMany([first]);
  expect(results).toMatchObject([{ status: 'failed', outcome: 'unknown', error: { status: 403 } }]);
  fault.remove();
  const [result] = results;
  if (result?.status !== 'failed' || !result.state) throw new Error('the task is missing');
  expect(await qradar.users.waitForDelete(result.state.task_id)).toMatchObject({ status: 'COMPLETED' });
});

it('an abort while deletions are waited for leaves every task known', async () => {
  const ids = await created();
  mock.faults.add({ task: 'stuck', times: 12 });
  const abort = new AbortController();
  let polls = 0;
  const waiting = qradar.users.deleteMany(ids, {
    signal: abort.signal,
    graceMs: 0,
    wait: { timeoutMs: 2 ** 31 - 1 },
  });
  while (polls < 20) {
    await new Promise(setImmediate);
    polls = mock.journal.filter(({ operationId }) => operationId === 'getDeleteTask').length;
  }
  abort.abort();
  const report = await waiting;
  expect(report).toMatchObject({ done: 0, failed: 4, notStarted: 8, aborted: true });
  for (const result of report.results.slice(0, 4)) {
    expect(result).toMatchObject({ outcome: 'unknown', state: { task_id: expect.any(Number) } });
  }
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
