import { beforeEach, describe, expect, it } from 'vitest';
import { basic, type Console, SERVICES, start, startConsole, USERS } from '../console.test.helper.js';

let qradar: Console;
describe('authorized services', () => {
  beforeEach(async () => {
    qradar = await startConsole();
  });

  const jdoe = basic('jdoe', 'jdoe123');
  const service = { label: 'CI', user_role_id: 1, security_profile_id: 1 };
  const own = { label: 'ignored', user_role_id: 2, security_profile_id: 1 };
  const code = (answer: { status: number; body: { code: number } }) => [answer.status, answer.body.code];

  it('service 10 is answered with the fields of both documents and without its token', async () => {
    const { body } = await qradar.call('GET', SERVICES);
    expect(body).toMatchObject([
      {
        id: 10,
        name: 'Automation Service',
        label: 'Automation Service',
        user_role: { id: 1, name: 'Admin' },
        user_role_id: 1,
        created_by: 'admin',
        last_used_date: start,
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('sandbox-token');
    expect((await qradar.call('GET', `${SERVICES}/10`)).body).toEqual(body[0]);
  });

  it("tokenInGet answers the token as the guide's sample does", async () => {
    qradar = await startConsole({ tokenInGet: true });
    expect((await qradar.call('GET', SERVICES)).body[0].token).toBe('sandbox-token');
  });

  it('a new service answers its token once, with a Location, and the token signs in', async () => {
    const { status, body, headers } = await qradar.call('POST', SERVICES, service);
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`${SERVICES}/11`);
    expect(body).toMatchObject({
      id: 11,
      label: 'CI',
      created_by: 'Automation Service',
      creation_date: start,
    });
    expect(body.token).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await qradar.call('GET', `${SERVICES}/11`)).body).not.toHaveProperty('token');
    const current = await qradar.call('GET', `${SERVICES}?current_authorized_service=true`, undefined, {
      SEC: body.token,
    });
    expect(current.body.map(({ id }: { id: number }) => id)).toEqual([11]);
  });

  it.each([
    [{ security_profile_id: undefined }, 95103002],
    [{ security_profile_id: 99 }, 95103003],
    [{ user_role_id: undefined }, 95103004],
    [{ user_role_id: 99 }, 95103005],
    [{ label: undefined }, 95103001],
    [{ label: '' }, 95103001],
    [{ label: 'x'.repeat(256) }, 95103011],
    [{ label: 'jdoe' }, 95103008],
    [{ label: 'Automation Service' }, 95103008],
    [{ tenant_id: 99 }, 95103006],
    [{ tenant_id: 1 }, 95103010],
    [{ expiration_date: start }, 95103013],
  ])('creating with %j is a 422 with code %i', async (change, expected) => {
    expect(code(await qradar.call('POST', SERVICES, { ...service, ...change }))).toEqual([422, expected]);
  });

  it('without Administrator Manager the label is made up and role, profile, tenant and expiration are bound', async () => {
    const { body, status } = await qradar.call('POST', SERVICES, own, jdoe);
    expect(status).toBe(201);
    expect(body.label).toMatch(/^jdoe-[0-9a-f-]{36}$/);
    expect(body.expiration_date).toBe(start + 90 * 86_400_000);
    const refused = async (change: object) =>
      (await qradar.call('POST', SERVICES, { ...own, ...change }, jdoe)).body.code;
    expect(await refused({ user_role_id: 1 })).toBe(95103015);
    expect(await refused({ security_profile_id: 2 })).toBe(95103016);
    expect(await refused({ tenant_id: 1 })).toBe(95103017);
    expect(await refused({ expiration_date: null })).toBe(95103012);
    expect(await refused({ expiration_date: start + 100 * 86_400_000 })).toBe(95103012);
  });

  it('without Administrator Manager one sees and deletes what one created, up to the limit', async () => {
    qradar = await startConsole({ serviceLimit: 1 });
    await qradar.call('POST', SERVICES, own, jdoe);
    expect(code(await qradar.call('POST', SERVICES, own, jdoe))).toEqual([422, 95103014]);
    const seen = await qradar.call('GET', SERVICES, undefined, jdoe);
    expect(seen.body.map(({ id }: { id: number }) => id)).toEqual([11]);
    expect(code(await qradar.call('DELETE', `${SERVICES}/10`, undefined, jdoe))).toEqual([404, 95105001]);
    expect((await qradar.call('DELETE', `${SERVICES}/11`, undefined, jdoe)).status).toBe(204);
  });

  it('an expired service no longer signs in', async () => {
    const { body } = await qradar.call('POST', SERVICES, { ...service, expiration_date: start + 5_500 });
    expect(body.expiration_date).toBe(start + 5_000);
    expect((await qradar.call('GET', USERS, undefined, { SEC: body.token })).status).toBe(200);
    qradar.pass(5_000);
    expect((await qradar.call('GET', USERS, undefined, { SEC: body.token })).status).toBe(401);
  });

  it('an update answers 201 and can switch a service off by an expiration in the past', async () => {
    const { token } = (await qradar.call('POST', SERVICES, service)).body;
    qradar.pass(1000);
    const { status, body } = await qradar.call('POST', `${SERVICES}/11`, {
      label: 'CD',
      expiration_date: start + 500,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: 11, label: 'CD', user_role_id: 1 });
    expect(body).not.toHaveProperty('token');
    expect((await qradar.call('GET', USERS, undefined, { SEC: token })).status).toBe(401);
  });

  it('the codes of the update are its own', async () => {
    await qradar.call('POST', SERVICES, service);
    const update = async (body: object, id = 11) =>
      (await qradar.call('POST', `${SERVICES}/${id}`, body)).body.code;
    expect(await update({ security_profile_id: 99 })).toBe(95104002);
    expect(await update({ user_role_id: 99 })).toBe(95104003);
    expect(await update({ tenant_id: 99 })).toBe(95104004);
    expect(await update({ tenant_id: 1 })).toBe(95104008);
    expect(await update({ label: 'jdoe' })).toBe(95104006);
    expect(await update({ label: 'x'.repeat(256) })).toBe(95104009);
    expect(await update({ expiration_date: start - 1 })).toBe(95104010);
    expect(await update({ label: 'CD' }, 4711)).toBe(95104001);
    expect(await update({ label: 'CI' })).toBeUndefined();
  });

  it('a service can neither change nor delete itself', async () => {
    expect(code(await qradar.call('POST', `${SERVICES}/10`, { label: 'x' }))).toEqual([403, 95104011]);
    expect(code(await qradar.call('DELETE', `${SERVICES}/10`))).toEqual([403, 95105002]);
  });

  it('a deleted service no longer signs in and is a 404', async () => {
    const { token } = (await qradar.call('POST', SERVICES, service)).body;
    const deleted = await qradar.call('DELETE', `${SERVICES}/11`, undefined, { Accept: 'text/plain' });
    expect([deleted.status, deleted.body]).toEqual([204, undefined]);
    expect((await qradar.call('GET', USERS, undefined, { SEC: token })).status).toBe(401);
    expect(code(await qradar.call('GET', `${SERVICES}/11`))).toEqual([404, 95101001]);
  });
});
