import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// The recipe of the README, with a clock that the test steps.
let qradar: RunningMock;
let now = Date.parse('2026-01-01T00:00:00Z');

describe('the recipe for vitest', () => {
  beforeAll(async () => {
    qradar = await startMock('qradar', { strict: true, clock: { now: () => now } });
  });
  beforeEach(() => qradar.reset());
  afterEach(() => expect(qradar.violations).toEqual([]));
  afterAll(() => qradar.close());

  const call = (method: string, path: string) =>
    fetch(`${qradar.url}/api/config/access/users${path}`, { method, headers: qradar.credentials.headers });

  it('a deletion goes through its states as the clock says', async () => {
    const { task_id: id } = await (await call('DELETE', '/1001')).json();
    const status = async () => (await (await call('GET', `/delete_tasks/${id}`)).json()).status;
    expect(await status()).toBe('QUEUED');
    now += 400;
    expect(await status()).toBe('PROCESSING');
    now += 400;
    expect(await status()).toBe('COMPLETED');
    expect((await call('GET', '/1001')).status).toBe(404);
  });

  it('the next test begins with the documents’ users again', async () => {
    expect((await call('GET', '/1001')).status).toBe(200);
  });

  it('a deletion gets stuck when told', async () => {
    qradar.faults.add({ operationId: 'deleteUser', task: 'stuck' });
    const { task_id: id } = await (await call('DELETE', '/1001')).json();
    now += 3_600_000;
    expect((await (await call('GET', `/delete_tasks/${id}`)).json()).status).toBe('PROCESSING');
  });
});
