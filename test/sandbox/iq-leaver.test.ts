import { createIq } from '@rollcall/facade/iq';
import { startMock } from '@rollcall/mock-servers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

interface ServerState {
  users: { username: string; realm: string }[];
  memberships: { ownerType: string; userOrGroupName: string; type: string }[];
  userTokens: { username: string; realm: string }[];
}

describe('a leaver of IQ, on the sandbox', async () => {
  const mock = await startMock('iq', { strict: true });
  const iq = createIq({
    baseUrl: mock.url,
    auth: { username: 'admin', password: 'admin123' },
    retry: false,
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());
  const state = () => mock.snapshot() as ServerState;
  const heldBy = (name: string) => state().memberships.filter((one) => one.userOrGroupName === name);

  async function joiner() {
    await iq.users.provision({
      username: 'jane',
      password: 'secret-of-jane',
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'jane@example.com',
      roles: [
        { role: 'Developer', organization: 'Sandbox' },
        { role: 'Owner', application: 'webgoat' },
        { role: 'Policy Administrator', global: true },
        { role: 'Component Evaluator', repositoryContainer: true },
      ],
    });
    const token = { userCode: 'Ja12Ne34', passCode: 'pass-code-of-jane', username: 'jane' };
    const group = {
      roleId: '1da70fae1fd54d6cb7999871ebdb9a36',
      ownerType: 'organization',
      ownerId: '2d0dfb87b67b43a3b4271e462bae9eca',
      type: 'GROUP',
      userOrGroupName: 'jane',
    };
    mock.seed({ userTokens: [token], memberships: [group] });
  }

  it('was provisioned with four roles by name, on four kinds of owners', async () => {
    await joiner();
    expect(heldBy('jane').map(({ ownerType, type }) => `${type} ${ownerType}`)).toEqual([
      'USER organization',
      'USER application',
      'USER global',
      'USER repository_container',
      'GROUP organization',
    ]);
  });

  it('was provisioned with two roles on organizations, which were read once', async () => {
    const roles = ['Developer', 'Owner'].map((role) => ({ role, organization: 'Sandbox' }));
    const names = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' };
    await iq.users.provision({ username: 'jane', password: 'secret-of-jane', ...names, roles });
    expect(heldBy('jane')).toHaveLength(2);
    expect(mock.journal.filter(({ operationId }) => operationId === 'listOrganizations')).toHaveLength(1);
  });

  it('leaves no membership, no token and no user behind, and a group of the same name keeps its own', async () => {
    const before = state();
    await joiner();
    const { left } = await iq.users.deprovision('jane');
    expect(left).toEqual([]);
    expect(heldBy('jane').map(({ type }) => type)).toEqual(['GROUP']);
    expect(state().userTokens).toEqual(before.userTokens);
    expect(state().users).toEqual(before.users);
  });

  it.each([
    'listOrganizations',
    'listGlobalRoleMemberships',
    'listOwnerRoleMemberships',
    'revokeGlobalRoleMembership',
    'revokeOwnerRoleMembership',
    'getUserToken',
    'deleteUserToken',
    'deleteUser',
  ] as const)('whose %s fails is not called out, and going on later finishes', async (operationId) => {
    await joiner();
    mock.faults.add({ operationId, status: 500 });
    const error = await iq.users.deprovision('jane').catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'DeprovisionError' });
    const { progress } = error as { progress: never };
    await iq.users.deprovision('jane', { resume: progress });
    expect(heldBy('jane').map(({ type }) => type)).toEqual(['GROUP']);
    expect(state().userTokens.some(({ username }) => username === 'jane')).toBe(false);
    expect(state().users.some(({ username }) => username === 'jane')).toBe(false);
  });
});
