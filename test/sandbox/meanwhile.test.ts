import { createIq } from '@rollcall/facade/iq';
import { createQRadar } from '@rollcall/facade/qradar';
import { createMock } from '@rollcall/mock-servers';
import { expect, it, onTestFinished } from 'vitest';
import { refusingServer } from '../support/refusing-server.js';

type Mock = Awaited<ReturnType<typeof createMock>>;

/** A sandbox on which somebody else does something just before the user is deleted. */
async function beforeDeletion(mock: Mock, isDeletion: (path: string) => boolean, act: () => void) {
  const server = await refusingServer((url, init) => {
    if (init.method === 'DELETE' && isDeletion(new URL(url).pathname)) act();
    return mock.fetch(url, init);
  });
  onTestFinished(() => server.close());
  return server.url;
}

it('a token that a leaver of QRadar made while being taken out is named, and not called revoked', async () => {
  const mock = await createMock('qradar', { strict: true, taskStepMs: 0 });
  const service = { label: 'late', created_by: 'jdoe', user_role_id: 2, security_profile_id: 1 };
  const baseUrl = await beforeDeletion(
    mock,
    (path) => path.endsWith('/users/1001'),
    () => mock.seed({ authorized_services: [{ ...service, token: 'a-late-token' }] }),
  );
  const qradar = createQRadar({ baseUrl, auth: { secToken: 'sandbox-token' } });
  const { done, left } = await qradar.users.deprovision('jdoe');
  expect(done.map(({ what }) => what)).not.toContain('authorized service');
  expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
  expect(left).toEqual([
    expect.objectContaining({
      what: 'authorized service',
      reason: 'It was made while the user was taken out.',
      todo: expect.stringContaining('authorizedServices.delete('),
    }),
  ]);
});

it('a role that a leaver of IQ was given while being taken out waits for nobody unsaid', async () => {
  const mock = await createMock('iq', { strict: true });
  const owner = '1cddabf7fdaa47d6833454af10e0a3ef';
  const sandbox = '2d0dfb87b67b43a3b4271e462bae9eca';
  const grant = { roleId: owner, ownerType: 'organization', ownerId: sandbox, userOrGroupName: 'bob' };
  const baseUrl = await beforeDeletion(
    mock,
    (path) => path === '/api/v2/users/bob',
    () => mock.seed({ memberships: [grant] }),
  );
  const iq = createIq({ baseUrl, auth: { username: 'admin', password: 'admin123' } });
  const { done, left } = await iq.users.deprovision('bob');
  expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
  expect(left).toEqual([
    expect.objectContaining({
      what: 'role membership',
      id: `${owner} on organization ${sandbox}`,
      reason: 'The role was granted while the user was taken out.',
    }),
  ]);
});
