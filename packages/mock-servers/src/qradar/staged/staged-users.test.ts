import { beforeEach, describe, expect, it } from 'vitest';
import {
  basic,
  type Console,
  DEPLOY_STATUS,
  STAGED_JSMITH,
  STAGED_USERS,
  STEP_MS,
  startConsole,
  USERS,
} from '../console.test.helper.js';

let qradar: Console;
describe('staged users', () => {
  beforeEach(async () => {
    qradar = await startConsole();
  });

  const deploy = () => qradar.call('POST', DEPLOY_STATUS, { type: 'INCREMENTAL' });

  async function deployAll(): Promise<void> {
    expect((await deploy()).status).toBe(200);
    qradar.pass(2 * STEP_MS);
  }

  it('a staged user becomes active by a deploy, with the same id', async () => {
    const created = await qradar.call('POST', STAGED_USERS, { ...STAGED_JSMITH, inactivity_timeout: 90_000 });
    expect(created.status).toBe(201);
    expect(created.headers.get('Location')).toBe('/api/staged_config/access/users/1002');
    expect(created.body).toMatchObject({ id: 1002, user_role_id: 2, inactivity_timeout: 60_000 });
    expect(created.body).not.toHaveProperty('user_role');
    expect((await qradar.call('GET', `${USERS}/1002`)).status).toBe(404);
    expect((await qradar.call('GET', USERS, undefined, basic('jsmith', 'P@ssw0rd!'))).status).toBe(401);
    await deployAll();
    expect((await qradar.call('GET', `${USERS}/1002`)).body).toMatchObject({
      username: 'jsmith',
      user_role_id: 2,
    });
    expect((await qradar.call('GET', USERS, undefined, basic('jsmith', 'P@ssw0rd!'))).status).toBe(200);
  });

  it('a deploy goes from INITIALIZING over IN_PROGRESS to COMPLETE', async () => {
    expect((await qradar.call('GET', DEPLOY_STATUS)).body).toMatchObject({
      status: 'COMPLETE',
      percent_complete: 100,
    });
    await qradar.call('POST', STAGED_USERS, STAGED_JSMITH);
    expect((await deploy()).body).toMatchObject({
      status: 'INITIALIZING',
      percent_complete: 0,
      type: 'INCREMENTAL',
      initiated_by: 'Automation Service',
      hosts: [{ status: 'INITIATING' }],
    });
    qradar.pass(1.5 * STEP_MS);
    expect((await qradar.call('GET', DEPLOY_STATUS)).body).toMatchObject({
      status: 'IN_PROGRESS',
      percent_complete: 75,
    });
    expect((await qradar.call('GET', `${USERS}/1002`)).status).toBe(404);
    qradar.pass(0.5 * STEP_MS);
    expect((await qradar.call('GET', DEPLOY_STATUS)).body).toMatchObject({
      status: 'COMPLETE',
      percent_complete: 100,
    });
  });

  it('a deploy is refused with 1002 while one runs and when there is nothing to deploy', async () => {
    const nothing = await deploy();
    expect([nothing.status, nothing.body.code]).toEqual([409, 1002]);
    await qradar.call('POST', STAGED_USERS, STAGED_JSMITH);
    await deploy();
    const running = await deploy();
    expect([running.status, running.body.code]).toEqual([409, 1002]);
    qradar.pass(2 * STEP_MS);
    expect((await deploy()).status).toBe(409);
  });

  it('what is staged during a deploy waits for the next one', async () => {
    await qradar.call('POST', STAGED_USERS, STAGED_JSMITH);
    await deploy();
    await qradar.call('POST', `${STAGED_USERS}/1002`, { description: 'late' });
    qradar.pass(2 * STEP_MS);
    expect((await qradar.call('GET', `${USERS}/1002`)).body.description).toBeNull();
    await deployAll();
    expect((await qradar.call('GET', `${USERS}/1002`)).body.description).toBe('late');
  });

  it('role, profile, tenant and description wait for a deploy, everything else holds at once', async () => {
    const change = {
      user_role_id: 3,
      security_profile_id: 2,
      tenant_id: 1,
      description: 'SOC',
      email: 'john@example.com',
    };
    const { body } = await qradar.call('POST', `${STAGED_USERS}/1001`, change);
    expect(body).toMatchObject(change);
    expect((await qradar.call('GET', `${USERS}/1001`)).body).toMatchObject({
      user_role_id: 2,
      security_profile_id: 1,
      tenant_id: null,
      description: null,
      email: 'john@example.com',
    });
    await deployAll();
    expect((await qradar.call('GET', `${USERS}/1001`)).body).toMatchObject(change);
  });

  it('a staged deletion answers its task with a Location; the active user leaves with the next deploy', async () => {
    const accepted = await qradar.call('DELETE', `${STAGED_USERS}/1001`);
    expect(accepted.status).toBe(202);
    expect(accepted.body).toMatchObject({ id: 5678, status: 'QUEUED', started: null, completed: null });
    const location = accepted.headers.get('Location') as string;
    expect(location).toBe('/api/staged_config/access/user_delete_tasks/5678');
    qradar.pass(2 * STEP_MS);
    const done = await qradar.call('GET', location);
    expect(done.body.status).toBe('COMPLETED');
    expect(done.headers.get('Location')).toBe(location);
    expect((await qradar.call('GET', `${STAGED_USERS}/1001`)).status).toBe(404);
    expect((await qradar.call('GET', `${USERS}/1001`)).status).toBe(200);
    await deployAll();
    expect((await qradar.call('GET', `${USERS}/1001`)).status).toBe(404);
  });

  it('a staged user that was never deployed leaves nothing to deploy when it is deleted', async () => {
    await qradar.call('POST', STAGED_USERS, STAGED_JSMITH);
    await qradar.call('DELETE', `${STAGED_USERS}/1002`);
    qradar.pass(2 * STEP_MS);
    expect((await deploy()).status).toBe(409);
  });

  it('the active and the staged user change together when the guide changes it', async () => {
    await qradar.call('POST', `${USERS}/1001`, { user_role: { id: 3 } });
    expect((await qradar.call('GET', `${STAGED_USERS}/1001`)).body.user_role_id).toBe(3);
    expect((await deploy()).status).toBe(409);
  });

  describe('rules', () => {
    it.each([
      [{ username: undefined }, 422, 38302020],
      [{ email: undefined }, 422, 38302012],
      [{ email: 'no at sign' }, 422, 38302014],
      [{ user_role_id: undefined }, 422, 38302021],
      [{ security_profile_id: undefined }, 422, 38302022],
      [{ user_role_id: 99 }, 422, 38302003],
      [{ security_profile_id: 99 }, 422, 38302007],
      [{ tenant_id: 99 }, 422, 38302005],
      [{ user_role_id: 1, tenant_id: 1 }, 422, 38302006],
      [{ password: undefined }, 422, 38302016],
      [{ password: 'abc' }, 422, 38302019],
      [{ locale_id: 'xx' }, 422, 38302015],
      [{ username: 'a"b' }, 422, 38302023],
      [{ username: 'x'.repeat(61) }, 422, 38302001],
      [{ description: 'x'.repeat(2049) }, 422, 38302011],
      [{ username: 'jdoe' }, 409, 38302002],
      [{ local_only_account: true }, 403, 38302028],
    ])('creating with %j is a %i with code %i', async (change, status, code) => {
      const answer = await qradar.call('POST', STAGED_USERS, { ...STAGED_JSMITH, ...change });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect((await qradar.call('GET', STAGED_USERS)).body).toHaveLength(2);
    });

    it('an administrator role needs the profile Admin where the console has one', async () => {
      const admin = { ...STAGED_JSMITH, user_role_id: 1 };
      qradar.seed({ security_profiles: [{ id: 3, name: 'Admin' }] });
      expect((await qradar.call('POST', STAGED_USERS, admin)).body.code).toBe(38302024);
      expect((await qradar.call('POST', STAGED_USERS, { ...admin, security_profile_id: 3 })).status).toBe(
        201,
      );
    });

    it('a profile with domains of another tenant is refused', async () => {
      qradar.seed({ tenants: [{ id: 2, domain_ids: [2] }] });
      const answer = await qradar.call('POST', STAGED_USERS, {
        ...STAGED_JSMITH,
        security_profile_id: 2,
        tenant_id: 2,
      });
      expect(answer.body.code).toBe(38302009);
    });

    it('with external authentication a password needs a use', async () => {
      qradar = await startConsole({ systemAuthentication: false });
      const codeOf = async (change: object) =>
        (await qradar.call('POST', STAGED_USERS, { ...STAGED_JSMITH, ...change }, basic('admin', 'admin123')))
          .body.code;
      const fallback = { allow_system_authentication_fallback: true };
      expect(await codeOf({})).toBe(38302018);
      expect(await codeOf({ ...fallback, password: undefined })).toBe(38302017);
      expect(await codeOf({ local_only_account: true, password: undefined })).toBe(38302026);
      expect(await codeOf(fallback)).toBeUndefined();
      expect(await codeOf({ username: 'nopassword', password: undefined })).toBeUndefined();
    });

    it('nobody reassigns the own staged user, and the default admin is nobody to reassign', async () => {
      qradar.seed({
        users: [{ username: 'boss', password: 'secret', user_role_id: 1, security_profile_id: 1 }],
      });
      const own = await qradar.call(
        'POST',
        `${STAGED_USERS}/1002`,
        { user_role_id: 2 },
        basic('boss', 'secret'),
      );
      expect([own.status, own.body.code]).toEqual([403, 38303002]);
      const admin = await qradar.call('POST', `${STAGED_USERS}/1`, { user_role_id: 2 });
      expect([admin.status, admin.body.code]).toEqual([403, 38316002]);
    });

    it('the codes of the update are its own', async () => {
      const codeOf = async (body: unknown, id = 1001) =>
        (await qradar.call('POST', `${STAGED_USERS}/${id}`, body)).body.code;
      expect(await codeOf({ user_role_id: 99 })).toBe(38303003);
      expect(await codeOf({ security_profile_id: 99 })).toBe(38303008);
      expect(await codeOf({ tenant_id: 99 })).toBe(38303006);
      expect(await codeOf({ email: 'nope' })).toBe(38303017);
      expect(await codeOf({ locale_id: 'xx' })).toBe(38303018);
      expect(await codeOf({ password: 'abc' })).toBe(38303020);
      expect(await codeOf({ description: 'x'.repeat(2049) })).toBe(38303011);
      expect(await codeOf({ description: 'x' }, 4711)).toBe(38303001);
    });

    it('an analyst may neither read nor write the staged configuration', async () => {
      const jdoe = basic('jdoe', 'jdoe123');
      expect((await qradar.call('GET', STAGED_USERS, undefined, jdoe)).status).toBe(403);
      expect((await qradar.call('POST', STAGED_USERS, STAGED_JSMITH, jdoe)).status).toBe(403);
      expect((await qradar.call('POST', DEPLOY_STATUS, { type: 'FULL' }, jdoe)).status).toBe(403);
    });

    it('sorting staged users has codes of its own', async () => {
      const { status, body } = await qradar.call('GET', `${STAGED_USERS}?sort=%2Bnothing`);
      expect([status, body.code]).toEqual([422, 38313001]);
    });
  });
});
