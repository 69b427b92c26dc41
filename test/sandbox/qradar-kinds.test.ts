import { IgnoredFieldsError } from '@rollcall/facade/qradar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox } from '../support/sandboxes.js';

interface ConsoleState {
  users: { id: number; username: string }[];
  authorized_services: { label: string; created_by: string }[];
}

const JANE = {
  username: 'jane',
  password: 'P@ssw0rd!23',
  email: 'jane@example.com',
  role: 'Analyst',
  securityProfile: 'Default',
};

/** A client that was told nothing: it finds out by itself which resources the console has. */
describe.each(['guide', 'ibm'] as const)('on a console of the kind %s', async (kind) => {
  const { qradar, mock, close } = await qradarSandbox({ console: kind });
  beforeEach(() => mock.reset());
  afterAll(close);
  /** What only a deploy makes active is deployed where there is one. */
  const deploy = kind === 'ibm' ? { deploy: true } : {};
  const state = () => mock.snapshot() as ConsoleState;
  const writes = () =>
    mock.journal.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);

  it('a joiner is created by role and profile name, and can be read', async () => {
    const jane = await qradar.users.provision(JANE, deploy);
    expect(await qradar.users.find('jane')).toMatchObject({ id: jane.id, email: 'jane@example.com' });
    expect(writes()).toEqual(kind === 'ibm' ? ['createStagedUser', 'executeDeploy'] : ['createUser']);
  });

  it('a mover has the other role afterwards', async () => {
    await qradar.users.provision(JANE, deploy);
    await qradar.users.changeRole('jane', 'Reader', deploy);
    const jane = await qradar.users.find('jane');
    expect(jane?.user_role_id ?? jane?.user_role?.id).toBe(3);
  });

  it('a new address is taken at once', async () => {
    await qradar.users.update(1001, { email: 'new@example.com' });
    expect(await qradar.users.get(1001)).toMatchObject({ email: 'new@example.com' });
  });

  it('a leaver is gone', async () => {
    await qradar.users.provision(JANE, deploy);
    const { done } = await qradar.users.deprovision('jane', deploy);
    expect(done.at(-1)).toMatchObject({ what: 'user', action: 'confirmed absent' });
    expect(state().users.map(({ username }) => username)).not.toContain('jane');
  });
});

describe('a role that is sent to a console of IBM’s as if it were the guide’s', async () => {
  const { qradar, mock, close } = await qradarSandbox({ console: 'ibm', resources: 'guide' });
  beforeEach(() => mock.reset());
  afterAll(close);

  it.each([
    ['user_role', { user_role: { id: 3 } }],
    ['security_profile', { security_profile: { id: 2 } }],
    ['username', { username: 'renamed' }],
    ['description', { description: 'lost' }],
    ['first_name', { first_name: 'Jon' }],
    ['last_name', { last_name: 'Roe' }],
    ['tenant_id', { tenant_id: 1 }],
  ])('is no success when %s is ignored, though the answer is 200', async (field, patch) => {
    const error = await qradar.users.update(1001, patch).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(IgnoredFieldsError);
    expect(error).toMatchObject({ fields: [field] });
    expect(mock.journal.at(-1)?.status).toBe(200);
  });

  it('is no success in changeRole either', async () => {
    await expect(qradar.users.changeRole(1001, 3)).rejects.toBeInstanceOf(IgnoredFieldsError);
  });

  it('names what to do instead where the guide’s operation is missing', async () => {
    const error = await qradar.users
      .create({
        username: 'jane',
        password: 'P@ssw0rd!23',
        email: 'jane@example.com',
        user_role: { id: 2 },
        security_profile: { id: 1 },
      } as never)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ status: 405 });
    expect((error as Error).message).toContain('staged');
  });
});

describe('a leaver of QRadar who owns tokens and rules, on a console of IBM’s', async () => {
  const { qradar, mock, close } = await qradarSandbox({ console: 'ibm' });
  afterAll(close);
  const state = () => mock.snapshot() as ConsoleState;
  const service = { token: 't-1', created_by: 'jdoe', user_role_id: 2, security_profile_id: 1 };
  beforeEach(() => {
    mock.reset();
    mock.seed({
      authorized_services: [
        { ...service, label: 'nightly' },
        { ...service, label: 'weekly', token: 't-2' },
      ],
      dependents: [
        { user_id: 1001, dependent_type: 'CRE_RULE', dependent_name: 'Night shift', blocking: true },
      ],
    });
  });
  const owned = () => state().authorized_services.filter(({ created_by }) => created_by === 'jdoe');

  it('leaves no token and no user behind, and what depended on him is named', async () => {
    const dependents = await qradar.users.findDependents(1001);
    expect(dependents).toContainEqual(
      expect.objectContaining({ dependent_type: 'CRE_RULE', dependent_name: 'Night shift', blocking: true }),
    );
    await qradar.users.deprovision('jdoe', { deploy: true, services: 'revoke' } as never);
    expect(owned()).toEqual([]);
    expect(state().users.map(({ id }) => id)).not.toContain(1001);
    expect(state().authorized_services.map(({ label }) => label)).toEqual(['Automation Service']);
  });

  it.each([
    'listAuthorizedServices',
    'deleteAuthorizedService',
    'deleteStagedUser',
    'executeDeploy',
  ] as const)('whose %s fails is not called out, and going on later finishes', async (operationId) => {
    mock.faults.add({ operationId, status: 500 });
    const options = { deploy: true, services: 'revoke' } as never;
    const error = await qradar.users.deprovision('jdoe', options).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'DeprovisionError' });
    const { progress } = error as { progress: never };
    await qradar.users.deprovision('jdoe', { deploy: true, services: 'revoke', resume: progress } as never);
    expect(owned()).toEqual([]);
    expect(state().users.map(({ id }) => id)).not.toContain(1001);
  });
});
