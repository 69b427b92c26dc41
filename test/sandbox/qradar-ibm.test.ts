import { HttpError } from '@rollcall/facade/qradar';
import { startMock } from '@rollcall/mock-servers';
import { listUsers } from '@rollcall/qradar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qradarSandbox } from '../support/sandboxes.js';

const { qradar, mock, close } = await qradarSandbox();
beforeEach(() => mock.reset());
afterAll(close);

const ASMITH = {
  username: 'asmith',
  password: 'P@ssw0rd!23',
  email: 'asmith@example.com',
  user_role_id: 2,
  security_profile_id: 1,
};

describe("IBM's staged configuration", () => {
  it('a staged user is active only after a deploy', async () => {
    const { id } = await qradar.staged.users.create(ASMITH);
    await expect(qradar.users.get(id)).rejects.toMatchObject({ status: 404 });
    const states: unknown[] = [];
    await qradar.staged.deploy({ onProgress: ({ status }) => states.push(status) });
    expect(states.at(-1)).toBe('COMPLETE');
    expect(await qradar.users.get(id)).toMatchObject({ username: 'asmith', user_role_id: 2 });
  });

  it('a staged role waits for the deploy while an email changes at once', async () => {
    await qradar.staged.users.update(1001, { user_role_id: 3, email: 'john@example.com' });
    expect(await qradar.users.get(1001)).toMatchObject({ user_role_id: 2, email: 'john@example.com' });
    await qradar.staged.deploy();
    expect(await qradar.users.get(1001)).toMatchObject({ user_role_id: 3 });
  });

  it('a deploy with nothing to deploy is a 409 with code 1002', async () => {
    await expect(qradar.staged.deploy()).rejects.toMatchObject({ status: 409, vendorCode: '1002' });
  });

  it('a staged deletion is polled by its own task', async () => {
    const { id } = await qradar.staged.users.create(ASMITH);
    const task = await qradar.staged.users.deleteAndWait(id);
    expect(task.status).toBe('COMPLETED');
    expect(await qradar.staged.users.find('asmith')).toBeUndefined();
  });

  it('staged users, roles and profiles can be listed and read', async () => {
    expect((await qradar.staged.users.list().toArray()).map(({ username }) => username)).toContain('jdoe');
    expect(await qradar.staged.userRoles.get(2)).toMatchObject({ name: 'Analyst' });
    expect((await qradar.staged.userRoles.list().toArray()).length).toBe(3);
    expect(await qradar.staged.securityProfiles.get(2)).toMatchObject({ name: 'SOC Team' });
    expect((await qradar.staged.securityProfiles.list().toArray()).length).toBe(2);
  });

  it('an email that cannot be one is refused with the code of the console', async () => {
    await expect(qradar.staged.users.create({ ...ASMITH, email: 'nobody' })).rejects.toMatchObject({
      status: 422,
    });
  });
});

describe('what a console lists beside users', () => {
  it('roles come from the guide and, with capabilities, from IBM', async () => {
    expect((await qradar.roles.list().toArray()).map(({ name }) => name)).toEqual([
      'Admin',
      'Analyst',
      'Reader',
    ]);
    expect(await qradar.userRoles.get(2)).toHaveProperty('capabilities');
    expect((await qradar.userRoles.list({ filter: 'name="Analyst"' }).toArray()).map(({ id }) => id)).toEqual(
      [2],
    );
  });

  it('security profiles can be listed and read', async () => {
    expect((await qradar.securityProfiles.list().toArray()).map(({ name }) => name)).toEqual([
      'Default',
      'SOC Team',
    ]);
    expect(await qradar.securityProfiles.get(1)).toMatchObject({ name: 'Default' });
  });

  it('an authorized service shows its token once, changes, and is revoked', async () => {
    const service = await qradar.authorizedServices.create({
      label: 'Joiners',
      user_role_id: 2,
      security_profile_id: 1,
    });
    expect(typeof service.token).toBe('string');
    expect((await qradar.authorizedServices.get(service.id as number)).token ?? null).toBeNull();
    expect(await qradar.authorizedServices.update(service.id as number, { label: 'Leavers' })).toMatchObject({
      label: 'Leavers',
    });
    const labels = async () => (await qradar.authorizedServices.list().toArray()).map(({ id }) => id);
    expect(await labels()).toEqual([10, service.id]);
    await qradar.authorizedServices.delete(service.id as number);
    expect(await labels()).toEqual([10]);
  });

  it('the versions that a console serves can be asked for', async () => {
    const versions = await qradar.versions.list().toArray();
    expect(versions.some(({ version, removed }) => version === '26.0' && !removed)).toBe(true);
    expect(await qradar.versions.get(versions[0]?.id as number)).toEqual(versions[0]);
  });

  it('what depends on a user is searched for by a task', async () => {
    const task = await qradar.users.dependents(1001);
    expect(await qradar.users.dependentsTask(task.id as number)).toHaveProperty('status');
  });

  it('the system information answers', async () => {
    expect(await qradar.systemInformation()).toBeTypeOf('object');
  });
});

describe('versions', () => {
  it('a deprecated version is told to onDeprecated', async () => {
    const notices: string[] = [];
    const { qradar: old } = await qradarSandbox({
      mock,
      version: '21.0',
      onDeprecated: ({ operationId, version }) => notices.push(`${operationId} ${version}`),
    });
    await old.users.get(1001);
    expect(notices).toEqual(['getUser 21.0']);
  });

  it('a removed version is a 422 that says what to do', async () => {
    const today = await startMock('qradar', { strict: true, vendorOptions: { oldVersions: 'removed' } });
    const { qradar: ancient } = await qradarSandbox({ mock: today, version: '12.0' });
    const error = await ancient.users.get(1001).catch((thrown: unknown) => thrown as HttpError);
    expect(error).toMatchObject({ name: 'HttpError', status: 422 });
    expect((error as HttpError).message).toMatch(/Version 12\.0/);
    await today.close();
  });
});

it('a generated function takes the same client and has the same safety', async () => {
  const { data } = await listUsers({ client: qradar.client, throwOnError: true });
  expect(data.map(({ username }) => username)).toContain('jdoe');
  await expect(
    listUsers({ client: qradar.client, throwOnError: true, query: { filter: 'no such' } }),
  ).rejects.toBeInstanceOf(HttpError);
});

it('the sandbox never broke its contract', () => {
  expect(mock.violations).toEqual([]);
});
