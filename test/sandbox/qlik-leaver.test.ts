import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qlikSandbox } from '../support/sandboxes.js';

interface TenantState {
  users: { id: string; status: string; assignedRoles: { name: string }[] }[];
  apiKeys: { id: string; sub: string; status: string }[];
  licenses: { subject: string }[];
}

describe('a leaver of Qlik, on the sandbox', async () => {
  const { qlik, mock, close } = await qlikSandbox();
  beforeEach(() => mock.reset());
  afterAll(close);
  const state = () => mock.snapshot() as TenantState;

  async function joiner() {
    const jane = await qlik.users.provision({
      subject: 'jane1234',
      email: 'jane@corp.example',
      roles: ['Developer'],
      groups: ['Finance', { name: 'Auditors', providerType: 'custom' }],
    });
    mock.seed({
      apiKeys: [
        { id: 'k-1', sub: jane.id, description: 'her own', createdByUser: jane.id },
        { id: 'k-2', sub: jane.id, description: 'made for her' },
        { id: 'k-3', sub: '62716ab404a7bd8626af9bd6', description: 'made by her', createdByUser: jane.id },
      ],
      licenses: [{ subject: 'jane1234' }],
      extend: true,
    });
    return jane;
  }
  const activeKeysOf = (id: string) =>
    state().apiKeys.filter(({ sub, status }) => sub === id && status === 'active');

  it('was provisioned with roles and groups by name', async () => {
    const jane = await joiner();
    expect(jane.assignedRoles).toMatchObject([{ name: 'Developer' }]);
    expect(jane.assignedGroups).toMatchObject([{ name: 'Finance' }, { name: 'Auditors' }]);
  });

  it('leaves no key, no licence and no user behind, and nobody else loses anything', async () => {
    const before = state();
    const jane = await joiner();
    const { done } = await qlik.users.deprovision({ email: 'jane@corp.example' });
    expect(done.map(({ what, action }) => `${what} ${action}`)).toEqual([
      'API key revoked',
      'API key revoked',
      'user deleted',
      'user confirmed absent',
      'session ended',
      'licence ended',
    ]);
    expect(activeKeysOf(jane.id)).toEqual([]);
    expect(state().users).toEqual(before.users);
    expect(state().licenses).toEqual(before.licenses);
    expect(state().apiKeys.find(({ id }) => id === 'k-3')?.status).toBe('active');
  });

  it('who is disabled keeps no key and no licence, and the result says that a session may go on', async () => {
    const jane = await joiner();
    const { left } = await qlik.users.deprovision({ id: jane.id }, { mode: 'disable' });
    expect(activeKeysOf(jane.id)).toEqual([]);
    expect(state().users.find(({ id }) => id === jane.id)?.status).toBe('disabled');
    expect(left.map(({ what }) => what)).toEqual(['session']);
    expect(state().licenses).not.toContainEqual(expect.objectContaining({ subject: 'jane1234' }));
  });

  it.each([
    ['listApiKeys', 0],
    ['deleteApiKey', 0],
    ['deleteUser', 2],
  ] as const)(
    'whose %s fails is not called out, and going on later finishes',
    async (operationId, revoked) => {
      const jane = await joiner();
      mock.faults.add({ operationId, status: 500 });
      const error = await qlik.users.deprovision({ id: jane.id }, {}).catch((e: unknown) => e);
      expect(error).toMatchObject({ name: 'DeprovisionError' });
      const { progress } = error as { progress: { done: { action: string }[] } };
      expect(progress.done.filter(({ action }) => action === 'revoked')).toHaveLength(revoked);
      await qlik.users.deprovision({ id: jane.id }, { resume: progress as never });
      expect(activeKeysOf(jane.id)).toEqual([]);
      expect(state().users.some(({ id }) => id === jane.id)).toBe(false);
    },
  );
});
