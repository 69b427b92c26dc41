import { beforeEach, describe, expect, it } from 'vitest';
import {
  basic,
  type Console,
  JSMITH,
  SERVICES,
  STAGED_USERS,
  STEP_MS,
  start,
  startConsole,
  USERS,
} from '../console.test.helper.js';

let qradar: Console;
describe('deleting a user', () => {
  beforeEach(async () => {
    qradar = await startConsole();
  });

  const task = (id = 5678) => `${USERS}/delete_tasks/${id}`;

  it('a deletion goes from QUEUED over PROCESSING to COMPLETED, and only then is the user gone', async () => {
    await qradar.call('POST', USERS, JSMITH);
    const accepted = await qradar.call('DELETE', `${USERS}/1002`);
    expect([accepted.status, accepted.body]).toEqual([202, { task_id: 5678 }]);
    const queued = await qradar.call('GET', task());
    expect(queued.body).toMatchObject({
      task_id: 5678,
      id: 5678,
      status: 'QUEUED',
      created: start,
      completed: null,
    });
    expect((await qradar.call('GET', `${USERS}/1002`)).status).toBe(200);
    qradar.pass(STEP_MS);
    expect((await qradar.call('GET', task())).body).toMatchObject({
      status: 'PROCESSING',
      started: start + STEP_MS,
    });
    expect((await qradar.call('GET', `${USERS}/1002`)).status).toBe(200);
    qradar.pass(STEP_MS);
    expect((await qradar.call('GET', task())).body).toMatchObject({
      status: 'COMPLETED',
      completed: start + 2 * STEP_MS,
      created_by: 'Automation Service',
    });
    expect((await qradar.call('GET', `${USERS}/1002`)).status).toBe(404);
    expect((await qradar.call('GET', `${STAGED_USERS}/1002`)).status).toBe(404);
    expect((await qradar.call('GET', USERS, undefined, basic('jsmith', JSMITH.password))).status).toBe(401);
  });

  it('a second deletion is a 409 while the first runs and a 404 after it', async () => {
    await qradar.call('DELETE', `${USERS}/1001`);
    expect((await qradar.call('DELETE', `${USERS}/1001`)).status).toBe(409);
    expect((await qradar.call('DELETE', `${STAGED_USERS}/1001`)).status).toBe(409);
    qradar.pass(2 * STEP_MS);
    expect((await qradar.call('DELETE', `${USERS}/1001`)).status).toBe(404);
  });

  it('the id of a deleted user is not given again', async () => {
    await qradar.call('POST', USERS, JSMITH);
    await qradar.call('DELETE', `${USERS}/1002`);
    qradar.pass(2 * STEP_MS);
    expect((await qradar.call('POST', USERS, JSMITH)).body.id).toBe(1003);
  });

  it('the authorized services of a deleted user stay and their token still works', async () => {
    const admin2 = { ...JSMITH, username: 'admin2', user_role: { id: 1 } };
    await qradar.call('POST', USERS, admin2);
    const as = basic('admin2', JSMITH.password);
    const service = { label: 'left behind', user_role_id: 1, security_profile_id: 1 };
    const { token } = (await qradar.call('POST', SERVICES, service, as)).body;
    await qradar.call('DELETE', `${USERS}/1002`);
    qradar.pass(2 * STEP_MS);
    expect((await qradar.call('GET', USERS, undefined, as)).status).toBe(401);
    const list = await qradar.call('GET', `${SERVICES}?filter=created_by%3Dadmin2`, undefined, {
      SEC: token,
    });
    expect(list.body).toMatchObject([{ label: 'left behind', created_by: 'admin2' }]);
  });

  it('nobody deletes the default admin user, oneself, or anybody without the capability', async () => {
    const admin = await qradar.call('DELETE', `${USERS}/1`);
    expect([admin.status, admin.body.code]).toEqual([403, 38316002]);
    await qradar.call('POST', USERS, { ...JSMITH, user_role: { id: 1 } });
    const oneself = await qradar.call('DELETE', `${USERS}/1002`, undefined, basic('jsmith', JSMITH.password));
    expect([oneself.status, oneself.body.code]).toEqual([403, 38316001]);
    const analyst = await qradar.call('DELETE', `${USERS}/1002`, undefined, basic('jdoe', 'jdoe123'));
    expect([analyst.status, analyst.body.code]).toEqual([403, 1009]);
  });

  it('a task that fails leaves the user, who can be deleted again', async () => {
    qradar.seed({ task_states: ['QUEUED', 'EXCEPTION'] });
    await qradar.call('DELETE', `${USERS}/1001`);
    qradar.pass(STEP_MS);
    expect((await qradar.call('GET', task())).body).toMatchObject({ status: 'EXCEPTION' });
    expect((await qradar.call('GET', `${USERS}/1001`)).status).toBe(200);
    expect((await qradar.call('DELETE', `${USERS}/1001`)).body).toEqual({ task_id: 5679 });
  });

  it('a stuck task and an unknown state never delete', async () => {
    qradar = await startConsole({ taskStates: ['QUEUED', 'PONDERING'] });
    await qradar.call('DELETE', `${USERS}/1001`);
    qradar.pass(1000 * STEP_MS);
    expect((await qradar.call('GET', task())).body).toMatchObject({ status: 'PONDERING', completed: null });
    expect((await qradar.call('GET', `${USERS}/1001`)).status).toBe(200);
  });

  it('an unknown task is a 404 with code 1002', async () => {
    const { status, body } = await qradar.call('GET', task(1));
    expect([status, body.code]).toEqual([404, 1002]);
  });

  it('the search for dependents counts the services that a user created when it completes', async () => {
    const service = { label: 'x', user_role_id: 2, security_profile_id: 1 };
    await qradar.call('POST', SERVICES, service, basic('jdoe', 'jdoe123'));
    const accepted = await qradar.call('GET', `${USERS}/1001/dependents`);
    expect(accepted.status).toBe(202);
    const location = accepted.headers.get('Location') as string;
    expect(location).toBe('/api/config/access/user_dependent_tasks/5678');
    expect(accepted.body).toMatchObject({ status: 'QUEUED', number_of_dependents: null });
    expect(accepted.body.task_components).toHaveLength(24);
    qradar.pass(2 * STEP_MS);
    const { body } = await qradar.call('GET', location);
    expect(body).toMatchObject({ status: 'COMPLETED', number_of_dependents: 1 });
    const counted = body.task_components.filter(
      (part: { number_of_dependents: number }) => part.number_of_dependents > 0,
    );
    expect(counted).toMatchObject([{ task_sub_type: 'FIND_DEPENDENT_AUTHORIZED_SERVICES' }]);
    expect((await qradar.call('GET', `${USERS}/4711/dependents`)).body.code).toBe(1002);
  });
});
