import { describe, expect, it } from 'vitest';
import { createMock, type Fault } from '../../index.js';

/** A console whose clock only moves when told; every task is over after 800 ms. */
async function console() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const mock = await createMock('qradar', { strict: true, clock: { now: () => now }, taskStepMs: 400 });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await mock.fetch(`https://console.example.com/api/${path}`, {
      method,
      headers: {
        ...mock.credentials.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const pass = (ms: number) => {
    now += ms;
  };
  const deletion = async () => (await call('DELETE', 'config/access/users/1001')).body.task_id;
  const task = async (id: number) => (await call('GET', `config/access/users/delete_tasks/${id}`)).body;
  return { mock, call, pass, deletion, task };
}

const userStatus = async ({ call }: Awaited<ReturnType<typeof console>>) =>
  (await call('GET', 'config/access/users/1001')).status;

describe('a fault of a task', () => {
  it('a stuck deletion is PROCESSING for ever, and its user stays', async () => {
    const qradar = await console();
    qradar.mock.faults.add({ task: 'stuck' });
    const id = await qradar.deletion();
    qradar.pass(3_600_000);
    expect(await qradar.task(id)).toMatchObject({ status: 'PROCESSING', completed: null });
    expect(await userStatus(qradar)).toBe(200);
    expect(qradar.mock.violations).toEqual([]);
  });

  it.each([
    [undefined, 'EXCEPTION'],
    ['CANCELLED', 'CANCELLED'],
  ])('a failed deletion (taskState %s) ends as %s without effect', async (taskState, status) => {
    const qradar = await console();
    qradar.mock.faults.add({ task: 'failed', ...(taskState !== undefined && { taskState }) });
    const id = await qradar.deletion();
    qradar.pass(800);
    expect(await qradar.task(id)).toMatchObject({ status, completed: expect.any(Number) });
    expect(await userStatus(qradar)).toBe(200);
    const second = await qradar.deletion();
    qradar.pass(800);
    expect((await qradar.task(second)).status).toBe('COMPLETED');
    expect(await userStatus(qradar)).toBe(404);
  });

  it('a deletion can end in a state that no document names', async () => {
    const qradar = await console();
    qradar.mock.faults.add({ task: 'unknown' });
    const id = await qradar.deletion();
    qradar.pass(800);
    expect(await qradar.task(id)).toMatchObject({ status: 'SUSPENDED', completed: null });
    expect(await userStatus(qradar)).toBe(200);
  });

  it('the fault waits for the request that starts a task, and its conditions are about that request', async () => {
    const qradar = await console();
    const fault = qradar.mock.faults.add({ operationId: 'deleteUser', task: 'stuck' });
    await qradar.call('GET', 'config/access/users');
    await qradar.call('GET', 'config/access/users/1001/dependents');
    expect(fault.hits).toBe(0);
    await qradar.deletion();
    expect(fault.hits).toBe(1);
    const marked = qradar.mock.journal.filter((entry) => entry.fault);
    expect(marked.map(({ operationId }) => operationId)).toEqual(['deleteUser']);
  });

  it('a search for dependents gets stuck like a deletion', async () => {
    const qradar = await console();
    qradar.mock.faults.add({ task: 'stuck' });
    const { body } = await qradar.call('GET', 'config/access/users/1001/dependents');
    qradar.pass(3_600_000);
    const later = await qradar.call('GET', `config/access/user_dependent_tasks/${body.id}`);
    expect(later.body).toMatchObject({ status: 'PROCESSING', number_of_dependents: null });
  });

  const carla = {
    username: 'carla',
    email: 'carla@example.com',
    user_role_id: 2,
    security_profile_id: 1,
    password: 'P@ssw0rd!',
  };

  it.each<[Fault['task'], object, number]>([
    ['failed', { status: 'COMPLETE', has_errors: true, error_message: expect.any(String) }, 200],
    ['stuck', { status: 'IN_PROGRESS', has_errors: false }, 409],
    ['unknown', { status: 'SUSPENDED', has_errors: false }, 409],
  ])('a deploy with the fault %s changes nothing and shows it', async (task, view, again) => {
    const qradar = await console();
    expect((await qradar.call('POST', 'staged_config/access/users', carla)).status).toBe(201);
    qradar.mock.faults.add({ operationId: 'executeDeploy', task: task as 'failed' });
    await qradar.call('POST', 'staged_config/deploy_status', { type: 'INCREMENTAL' });
    qradar.pass(60_000);
    expect((await qradar.call('GET', 'staged_config/deploy_status')).body).toMatchObject(view);
    const { body: users } = await qradar.call('GET', 'config/access/users');
    expect(users.map(({ username }: { username: string }) => username)).not.toContain('carla');
    expect((await qradar.call('POST', 'staged_config/deploy_status', { type: 'FULL' })).status).toBe(again);
    expect(qradar.mock.violations).toEqual([]);
  });

  it.each<[Fault<'qradar'>, string]>([
    [{ task: 'stuck', status: 500 }, 'two faults'],
    [{ task: 'stuck', taskState: 'PAUSED' }, 'taskState needs'],
    [{ task: 'broken' as 'stuck' }, 'stuck, failed or unknown'],
  ])('a task fault that makes no sense is refused: %j', async (fault, message) => {
    const { mock } = await console();
    expect(() => mock.faults.add(fault)).toThrow(message);
  });
});
