import { createQRadar } from '@rollcall/facade/qradar';
import { taskStates } from '@rollcall/qradar';
import { describe, expect, it } from 'vitest';
import { failure, transportOf } from '../support/cells.js';
import { fakeClock } from '../support/clock.js';
import { rawServer, type Script } from '../support/raw-server.js';
import { json, reset } from '../support/scripts.js';

const { done, failed, pending } = taskStates.TaskStatus;
const task = (status: unknown) => json(200, { task_id: 3, status, message: 'said the console' });

describe.each(['fetch', 'node'] as const)('a deletion that is polled over %s', (carrier) => {
  const open = async (scripts: Script | Script[]) => {
    const server = await rawServer(scripts);
    const clock = fakeClock();
    const options = { baseUrl: server.origin, auth: { secToken: 'tok-3f9a77c1-secret' }, clock };
    return { server, clock, users: createQRadar({ ...options, ...transportOf(carrier) }).users };
  };

  it('fault 30: knows the twelve statuses', () => {
    expect([...done, ...failed, ...pending]).toHaveLength(12);
    expect(done).toEqual(['COMPLETED']);
  });

  it.each(done)('fault 30: succeeds at %s', async (status) => {
    const { users } = await open([task('PROCESSING'), task(status)]);
    expect(await users.waitForDelete(3)).toMatchObject({ task_id: 3, status });
  });

  it.each(failed)('fault 30: fails at %s with the task', async (status) => {
    const { server, users } = await open(task(status));
    const error = await failure(users.waitForDelete(3));
    expect(error).toMatchObject({ name: 'TaskFailedError', task: { task_id: 3, status } });
    expect(error.message).toContain('said the console');
    expect(server.requests).toHaveLength(1);
  });

  it.each(pending)('fault 30: waits at %s until the time limit, and says how to go on', async (status) => {
    const { clock, users } = await open(task(status));
    const startedAt = clock.now();
    const error = await failure(users.waitForDelete(3, { timeoutMs: 60_000 }));
    expect(error.name).toBe('TimeoutError');
    expect(error.message).toContain('waitForDelete(3)');
    expect(clock.now() - startedAt).toBeLessThanOrEqual(60_000);
    expect(clock.now() - startedAt).toBeGreaterThan(57_999);
  });

  it.each(['DONE', 'completed', '', null, undefined, 7])(
    'fault 30: takes the unknown status %j for neither',
    async (status) => {
      const { server, users } = await open(task(status));
      expect((await failure(users.waitForDelete(3))).name).toBe('ProtocolError');
      expect(server.requests).toHaveLength(1);
    },
  );

  it('fault 30: the interval grows to ten times itself and is never under a second by default', async () => {
    const { clock, users } = await open(task('PROCESSING'));
    await failure(users.waitForDelete(3));
    expect(clock.sleeps.slice(0, 4)).toEqual([1000, 1500, 2250, 3375]);
    expect(Math.min(...clock.sleeps)).toBe(1000);
    expect(Math.max(...clock.sleeps)).toBe(10_000);
    expect(clock.sleeps.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(600_000);
  });

  it('fault 30: goes on from a saved task id in another client', async () => {
    const first = await open(json(202, { id: 3, status: 'QUEUED' }));
    const { task_id } = await first.users.delete(7);
    const saved = JSON.stringify(task_id);
    const second = await open([task('PROCESSING'), task('COMPLETED')]);
    expect(await second.users.waitForDelete(JSON.parse(saved))).toMatchObject({ status: 'COMPLETED' });
    expect(second.server.requests[0]?.path).toBe('/api/config/access/users/delete_tasks/3');
  });

  it('fault 30: a reset or a 503 between two looks does not end the wait', async () => {
    const { users } = await open([task('QUEUED'), reset, json(503, {}), task('COMPLETED')]);
    expect(await users.waitForDelete(3)).toMatchObject({ status: 'COMPLETED' });
  });

  it('fault 30: a delete that may have been taken is never sent twice', async () => {
    const { server, users } = await open(reset);
    expect(await failure(users.deleteAndWait(7))).toMatchObject({ name: 'NetworkError', outcome: 'unknown' });
    expect(server.requests).toHaveLength(1);
  });

  it('fault 30: refuses an answer to a delete that names no task', async () => {
    for (const body of [{}, null, [], { task_id: '3' }, 'x']) {
      const { users } = await open(json(202, body));
      expect(await failure(users.delete(7))).toMatchObject({ name: 'ProtocolError', outcome: 'unknown' });
    }
  });
});
