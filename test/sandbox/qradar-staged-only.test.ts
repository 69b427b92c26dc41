import type { QRadar } from '@rollcall/facade/qradar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox } from '../support/sandboxes.js';

const JANE = {
  username: 'jane',
  password: 'P@ssw0rd!23',
  email: 'jane@example.com',
  role: 'Analyst',
  securityProfile: 'Default',
};

const { qradar, mock, clock, close } = await qradarSandbox({ console: 'ibm' });
beforeEach(() => mock.reset());
afterAll(close);

describe('a user who is staged and not yet deployed', () => {
  it('is given another role by number', async () => {
    const { id } = await qradar.users.provision(JANE);
    expect(await qradar.users.changeRole(id, 'Reader')).toMatchObject({
      id,
      user_role_id: 3,
      pending: { fields: ['user_role_id'] },
    });
  });

  it('takes a new address where the other fields of an update go too', async () => {
    const { id } = await qradar.users.provision(JANE);
    expect(await qradar.users.update(id, { email: 'new@example.com' })).toMatchObject({
      email: 'new@example.com',
    });
    expect(await qradar.staged.users.get(id)).toMatchObject({ email: 'new@example.com' });
  });

  it('is taken out by number', async () => {
    const { id } = await qradar.users.provision(JANE);
    const { done, left } = await qradar.users.deprovision(id);
    expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
    expect(left).toEqual([]);
    expect(await qradar.staged.users.find('jane')).toBeUndefined();
  });

  it('is no excuse for a number that nobody has', async () => {
    for (const attempt of [qradar.users.deprovision(9999), qradar.users.changeRole(9999, 'Reader')])
      await expect(attempt).rejects.toThrow("user '9999' does not exist; nothing was changed");
    await expect(qradar.users.update(9999, { email: 'new@example.com' })).rejects.toMatchObject({
      status: 404,
    });
  });
});

/** A second program of the same console, which does something when the first one is about to deploy. */
async function beforeFirstDeploy(act: (other: QRadar) => Promise<unknown>): Promise<QRadar> {
  const { qradar: other } = await qradarSandbox({ mock, clock });
  let isFirst = true;
  const { qradar: first } = await qradarSandbox({
    mock,
    clock,
    middleware: [
      async (request, next) => {
        if (isFirst && request.method === 'POST' && request.url.endsWith('/deploy_status')) {
          isFirst = false;
          await act(other);
        }
        return next(request);
      },
    ],
  });
  return first;
}

describe("somebody else's deploy that runs when a verb is to deploy", () => {
  it('is waited for, and took the new user along', async () => {
    const first = await beforeFirstDeploy((other) => other.staged.startDeploy());
    await qradar.staged.users.update(1001, { description: 'staged by a colleague' });
    const jane = await first.users.provision(JANE, { deploy: true });
    expect(jane).toMatchObject({
      username: 'jane',
      user_role_id: 2,
      deployed: { status: { status: 'COMPLETE' } },
    });
    expect(jane.deployed?.others).toEqual([{ id: 1001, username: 'jdoe', change: 'changed' }]);
    expect(await qradar.users.find('jane')).toMatchObject({ id: jane.id });
  });

  it('that began too early for the change is followed by a deploy of its own', async () => {
    await qradar.staged.users.update(1001, { description: 'staged by a colleague' });
    await qradar.staged.startDeploy();
    const jane = await qradar.users.provision(JANE, { deploy: true });
    expect(jane.deployed?.others).toEqual([]);
    expect(await qradar.users.find('jane')).toMatchObject({ id: jane.id });
    const deploys = mock.journal.filter(({ operationId }) => operationId === 'executeDeploy');
    expect(deploys.map(({ status }) => status)).toEqual([200, 409, 200]);
  });

  it('and that is over already leaves nothing to deploy, and the role holds', async () => {
    const first = await beforeFirstDeploy((other) => other.staged.deploy());
    expect(await first.users.changeRole('jdoe', 'Reader', { deploy: true })).toMatchObject({
      user_role_id: 3,
    });
  });

  it('takes a leaver along too', async () => {
    const first = await beforeFirstDeploy((other) => other.staged.startDeploy());
    const { done, left } = await first.users.deprovision('jdoe', { deploy: true });
    expect(done.map(({ action }) => action)).toEqual([
      'deletion started',
      'staged for deletion',
      'deleted',
      'confirmed absent',
    ]);
    expect(left).toEqual([]);
  });
});
