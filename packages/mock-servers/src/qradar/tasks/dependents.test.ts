import { describe, expect, it } from 'vitest';
import { SERVICES, STEP_MS, startConsole, USERS } from '../console.test.helper.js';

const RULE = { user_id: 1001, dependent_type: 'CRE_RULE', dependent_name: 'Night shift', blocking: true };

async function consoleWithDependents() {
  const console = await startConsole();
  console.seed({
    authorized_services: [
      { label: 'nightly', token: 't-1', created_by: 'jdoe', user_role_id: 2, security_profile_id: 1 },
    ],
    dependents: [RULE, { ...RULE, dependent_id: '7', dependent_type: 'REPORT', blocking: false }],
  });
  const { headers, body } = await console.call('GET', `${USERS}/1001/dependents`);
  return { ...console, task: headers.get('Location') ?? '', id: body.id as number };
}

describe('a search for dependents', () => {
  it('tells what depends on a user, who owns it and whether it blocks, once it is complete', async () => {
    const { call, pass, task } = await consoleWithDependents();
    expect((await call('GET', `${task}/results`)).body).toEqual([]);
    pass(2 * STEP_MS);
    const state = (await call('GET', task)).body;
    expect(state).toMatchObject({ status: 'COMPLETED', number_of_dependents: 3 });
    const found = state.task_components
      .filter((part: { number_of_dependents: number }) => part.number_of_dependents > 0)
      .map((part: { task_sub_type: string }) => part.task_sub_type);
    expect(found).toEqual([
      'FIND_DEPENDENT_RULES',
      'FIND_DEPENDENT_REPORTS',
      'FIND_DEPENDENT_AUTHORIZED_SERVICES',
    ]);
    const [service] = (await call('GET', SERVICES)).body.filter(
      ({ label }: { label: string }) => label === 'nightly',
    );
    expect((await call('GET', `${task}/results`)).body).toMatchObject([
      { dependent_type: 'AUTHORIZED_SERVICE', dependent_id: String(service.id), dependent_owner: 'jdoe' },
      { dependent_type: 'CRE_RULE', dependent_name: 'Night shift', dependent_owner: 'jdoe', blocking: true },
      { dependent_type: 'REPORT', dependent_id: '7', blocking: false },
    ]);
    const types = (await call('GET', `${task}/results?fields=dependent_type`)).body;
    expect(types[0]).toEqual({ dependent_type: 'AUTHORIZED_SERVICE' });
  });

  it('is cancelled while it runs, and not afterwards', async () => {
    const { call, pass, task } = await consoleWithDependents();
    pass(STEP_MS);
    const asked = await call('POST', task, { status: 'CANCEL_REQUESTED' });
    expect(asked.body).toMatchObject({ status: 'CANCEL_REQUESTED', cancelled_by: 'Automation Service' });
    pass(STEP_MS);
    expect((await call('GET', task)).body).toMatchObject({ status: 'CANCELLED', number_of_dependents: null });
    expect((await call('GET', `${task}/results`)).body).toEqual([]);
    const late = await call('POST', task, { status: 'CANCEL_REQUESTED' });
    expect([late.status, late.body.code]).toEqual([409, 1004]);
  });

  it.each([
    ['another status', { status: 'COMPLETED' }, 422, 1005],
    ['no such search', { status: 'CANCEL_REQUESTED' }, 404, 1002],
  ])('is not cancelled by %s', async (why, body, status, code) => {
    const { call, task } = await consoleWithDependents();
    const path = why === 'no such search' ? task.replace(/\d+$/, '99') : task;
    const answer = await call('POST', path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('needs a user that the seed knows', async () => {
    const { seed } = await startConsole();
    expect(() => seed({ dependents: [{ ...RULE, user_id: 7 }] })).toThrow('seed.dependents[0].user_id');
  });
});
