import { beforeAll, describe, expect, it } from 'vitest';
import { basic, type Console, startConsole } from '../console.test.helper.js';

let qradar: Console;
describe('roles and security profiles', () => {
  beforeAll(async () => {
    qradar = await startConsole();
  });

  const config = '/api/config/access';
  const staged = '/api/staged_config/access';
  const jdoe = basic('jdoe', 'jdoe123');
  const names = async (path: string, headers?: Record<string, string>) =>
    (await qradar.call('GET', path, undefined, headers)).body.map(({ name }: { name: string }) => name);
  const code = async (path: string, headers?: Record<string, string>) => {
    const { body, status } = await qradar.call('GET', path, undefined, headers);
    return [status, body.code];
  };

  it("the guide's roles are names and ids, IBM's have capabilities", async () => {
    expect((await qradar.call('GET', `${config}/roles`)).body).toEqual([
      { id: 1, name: 'Admin' },
      { id: 2, name: 'Analyst' },
      { id: 3, name: 'Reader' },
    ]);
    for (const tree of [config, staged]) {
      const { body } = await qradar.call('GET', `${tree}/user_roles/1`);
      expect(body.capabilities.map(({ name }: { name: string }) => name)).toContain('ADMINMANAGER');
      expect(await names(`${tree}/user_roles?contains=ADMIN`)).toEqual(['Admin']);
      expect(await names(`${tree}/user_roles?filter=capabilities%20contains%20application_id%3D26`)).toEqual([
        'Admin',
        'Analyst',
      ]);
      expect(await code(`${tree}/user_roles/99`)).toEqual([404, 38341001]);
    }
    expect(await names(`${config}/user_roles?current_user_role=true`)).toEqual(['Admin']);
  });

  it('profiles are the same in both trees, with the codes of each', async () => {
    for (const [tree, tenant, missing] of [
      [config, 38330001, 38331001],
      [staged, 38340001, 38341001],
    ] as const) {
      expect(await names(`${tree}/security_profiles`)).toEqual(['Default', 'SOC Team']);
      expect(await names(`${tree}/security_profiles?tenant_id=1`)).toEqual(['SOC Team']);
      expect(await code(`${tree}/security_profiles?tenant_id=99`)).toEqual([422, tenant]);
      expect(await names(`${tree}/security_profiles?filter=domain_ids%20contains%201`)).toEqual(['SOC Team']);
      expect((await qradar.call('GET', `${tree}/security_profiles/2`)).body).toMatchObject({
        name: 'SOC Team',
      });
      expect(await code(`${tree}/security_profiles/99`)).toEqual([404, missing]);
    }
    expect(await names(`${config}/security_profiles?current_security_profile=true`)).toEqual(['Default']);
  });

  it('an analyst sees the own role and profile only, and nothing of the staged tree', async () => {
    expect(await names(`${config}/roles`, jdoe)).toEqual(['Analyst']);
    expect(await names(`${config}/user_roles`, jdoe)).toEqual(['Analyst']);
    expect(await names(`${config}/security_profiles`, jdoe)).toEqual(['Default']);
    expect((await code(`${config}/security_profiles/1`, jdoe))[0]).toBe(200);
    for (const path of [
      `${config}/user_roles/2`,
      `${config}/security_profiles/2`,
      `${staged}/user_roles`,
      `${staged}/user_roles/2`,
      `${staged}/security_profiles`,
      `${staged}/security_profiles/1`,
    ]) {
      expect(await code(path, jdoe)).toEqual([403, 26]);
    }
  });

  it('SAASADMIN sees all but what holds ADMIN', async () => {
    const saas = await startConsole();
    saas.seed({
      user_roles: [{ id: 4, name: 'SaaS', capabilities: ['SAASADMIN'] }],
      users: [{ username: 'saas', password: 'secret', user_role_id: 4, security_profile_id: 1 }],
    });
    const as = basic('saas', 'secret');
    const seen = async (path: string) =>
      (await saas.call('GET', path, undefined, as)).body.map(({ id }: { id: number }) => id);
    expect(await seen(`${config}/users`)).toEqual([1001, 1002]);
    expect(await seen(`${staged}/users`)).toEqual([1001, 1002]);
    expect(await seen(`${config}/user_roles`)).toEqual([2, 3, 4]);
    expect((await saas.call('GET', `${config}/users/1`, undefined, as)).status).toBe(404);
    expect((await saas.call('GET', `${config}/user_roles/1`, undefined, as)).status).toBe(404);
  });
});
