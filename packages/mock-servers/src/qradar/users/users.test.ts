import { beforeEach, describe, expect, it } from 'vitest';
import { basic, type Console, JSMITH, start, startConsole, USERS } from '../console.test.helper.js';

let qradar: Console;
beforeEach(async () => {
  qradar = await startConsole();
});

describe('reading users', () => {
  it('John Doe is answered with the fields of both documents and no password', async () => {
    const { status, body } = await qradar.call('GET', `${USERS}/1001`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 1001,
      username: 'jdoe',
      email: 'jdoe@example.com',
      first_name: 'John',
      last_name: 'Doe',
      user_role: { id: 2, name: 'Analyst' },
      security_profile: { id: 1, name: 'Default' },
      user_role_id: 2,
      security_profile_id: 1,
      tenant_id: null,
    });
    expect(Object.keys(body)).not.toContain('password');
    expect(JSON.stringify(body)).not.toContain('jdoe123');
  });

  it('a user that does not exist is a 404 with the five fields and the code of the endpoint', async () => {
    const { status, body } = await qradar.call('GET', `${USERS}/4711`);
    expect(status).toBe(404);
    expect(Object.keys(body).sort()).toEqual(['code', 'description', 'details', 'http_response', 'message']);
    expect(body).toMatchObject({ code: 38310001, http_response: { code: 404 } });
  });

  it('an id that is no number is a 422', async () => {
    const { status, body } = await qradar.call('GET', `${USERS}/jdoe`);
    expect([status, body.code]).toEqual([422, 11]);
  });

  it('an analyst sees the own user only, and no other by id', async () => {
    const jdoe = basic('jdoe', 'jdoe123');
    const list = await qradar.call('GET', USERS, undefined, jdoe);
    expect(list.body.map((user: { id: number }) => user.id)).toEqual([1001]);
    expect((await qradar.call('GET', `${USERS}/1001`, undefined, jdoe)).status).toBe(200);
    expect((await qradar.call('GET', `${USERS}/1`, undefined, jdoe)).status).toBe(404);
  });

  it('current_user answers the caller, and nobody for an authorized service', async () => {
    const own = await qradar.call('GET', `${USERS}?current_user=true`, undefined, basic('admin', 'admin123'));
    expect(own.body.map((user: { username: string }) => user.username)).toEqual(['admin']);
    expect((await qradar.call('GET', `${USERS}?current_user=true`)).body).toEqual([]);
  });
});

describe('creating users', () => {
  it("the guide's request makes user 1002, active at once and able to sign in", async () => {
    const { status, body } = await qradar.call('POST', USERS, JSMITH);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 1002,
      username: 'jsmith',
      email: 'jsmith@example.com',
      user_role: { id: 2, name: 'Analyst' },
      security_profile: { id: 1, name: 'Default' },
      password_creation_time: start,
    });
    const own = await qradar.call('GET', USERS, undefined, basic('jsmith', 'P@ssw0rd!'));
    expect(own.body.map((user: { id: number }) => user.id)).toEqual([1002]);
    expect((await qradar.call('GET', USERS, undefined, basic('jsmith', 'wrong'))).status).toBe(401);
  });

  it.each([
    ['without a username', { username: undefined }, 38302020],
    ['without a password', { password: undefined }, 38302016],
    ['without a role', { user_role: undefined }, 38302021],
    ['without a profile', { security_profile: undefined }, 38302022],
    ['with an unknown role', { user_role: { id: 99 } }, 38302003],
    ['with an unknown profile', { security_profile: { id: 99 } }, 38302007],
    ['with an unknown tenant', { tenant_id: 99 }, 38302005],
    ['with an email without @', { email: 'jsmith' }, 38302014],
    ['with an email of 256 characters', { email: `${'j'.repeat(244)}@example.com` }, 38302013],
    ['with a locale the console lacks', { locale_id: 'tlh_KX' }, 38302015],
    ['with a description of 2049 characters', { description: 'x'.repeat(2049) }, 38302011],
    ['with a username of 61 characters', { username: 'j'.repeat(61) }, 38302001],
    ['with an empty username', { username: '' }, 38302001],
    ['with a space at the end of the username', { username: 'jsmith ' }, 38302023],
    ['with a slash in the username', { username: 'j/smith' }, 38302023],
    ['with a password of four characters', { password: 'abcd' }, 38302019],
    ['with a role name', { user_role: 'Analyst' }, 1005],
    ['with a role name for the id', { user_role: { id: 'Analyst' } }, 1005],
    ['with a role name in an object', { user_role: { name: 'Analyst' } }, 1005],
    ['with a profile name', { security_profile: { name: 'Default' } }, 1005],
  ])('%s is a 422 and makes nobody', async (_title, change, code) => {
    const { status, body } = await qradar.call('POST', USERS, { ...JSMITH, ...change });
    expect(status).toBe(422);
    if (code !== 1005) expect(body.code).toBe(code);
    else expect(body.message).toContain('id');
    expect((await qradar.call('GET', USERS)).body).toHaveLength(2);
  });

  it('a name that a user or a service has is a 409 with the code of the username', async () => {
    for (const username of ['jdoe', 'Automation Service']) {
      const { status, body } = await qradar.call('POST', USERS, { ...JSMITH, username });
      expect([status, body.code]).toEqual([409, 38302002]);
    }
  });

  it('an analyst may create nobody', async () => {
    const { status } = await qradar.call('POST', USERS, JSMITH, basic('jdoe', 'jdoe123'));
    expect(status).toBe(403);
  });
});

describe('updating users', () => {
  it('POST changes what is sent and leaves the rest', async () => {
    await qradar.call('POST', USERS, { ...JSMITH, first_name: 'Jane', description: 'SOC' });
    const change = { email: 'jsmith.new@example.com', user_role: { id: 3 } };
    const { status, body } = await qradar.call('POST', `${USERS}/1002`, change);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      email: 'jsmith.new@example.com',
      user_role: { id: 3, name: 'Reader' },
      first_name: 'Jane',
      description: 'SOC',
      security_profile: { id: 1 },
    });
    expect((await qradar.call('GET', `${USERS}/1002`)).body).toEqual(body);
  });

  it('PUT and PATCH are 405 and say what is supported', async () => {
    for (const method of ['PUT', 'PATCH']) {
      const { status, headers } = await qradar.call(method, `${USERS}/1001`, { email: 'x@y.z' });
      expect(status).toBe(405);
      expect(headers.get('Allow')).toBe('GET, POST, DELETE');
    }
  });

  it('a rename keeps the password and frees the old name', async () => {
    await qradar.call('POST', `${USERS}/1001`, { username: 'john' });
    expect((await qradar.call('GET', USERS, undefined, basic('john', 'jdoe123'))).status).toBe(200);
    expect((await qradar.call('POST', USERS, { ...JSMITH, username: 'jdoe' })).status).toBe(201);
  });

  it("IBM's preferences change at once, in milliseconds truncated to minutes", async () => {
    const change = { locale_id: 'de_DE', enable_popup_notifications: false, inactivity_timeout: 90_500 };
    const { body } = await qradar.call('POST', `${USERS}/1001`, change);
    expect(body).toMatchObject({ ...change, inactivity_timeout: 60_000 });
  });

  it("the guide's minutes are answered as they were sent, and as milliseconds when staged", async () => {
    const { body } = await qradar.call('POST', `${USERS}/1001`, { inactivity_timeout: 30 });
    expect(body.inactivity_timeout).toBe(30);
    const staged = await qradar.call('GET', '/api/staged_config/access/users/1001');
    expect(staged.body.inactivity_timeout).toBe(1_800_000);
  });

  it('the own password needs the old one, that of another must come without', async () => {
    const jdoe = basic('jdoe', 'jdoe123');
    const path = `${USERS}/1001`;
    const codeOf = async (body: unknown, headers = jdoe) =>
      (await qradar.call('POST', path, body, headers)).body.code;
    expect(await codeOf({ password: 'new-secret' })).toBe(38311006);
    expect(await codeOf({ password: 'new-secret', old_password: 'wrong' })).toBe(38311008);
    expect(await codeOf({ password: 'new-secret', old_password: 'jdoe123' }, { SEC: 'sandbox-token' })).toBe(
      38311007,
    );
    expect(
      (await qradar.call('POST', path, { password: 'new-secret', old_password: 'jdoe123' }, jdoe)).status,
    ).toBe(200);
    expect((await qradar.call('GET', USERS, undefined, jdoe)).status).toBe(401);
    expect((await qradar.call('GET', USERS, undefined, basic('jdoe', 'new-secret'))).status).toBe(200);
  });

  it('an analyst changes the own email, but no role, no timeout and nobody else', async () => {
    const jdoe = basic('jdoe', 'jdoe123');
    const { status, body } = await qradar.call(
      'POST',
      `${USERS}/1001`,
      { email: 'j@d.oe', user_role: { id: 1 } },
      jdoe,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ email: 'j@d.oe', user_role: { id: 2 } });
    const timeout = await qradar.call('POST', `${USERS}/1001`, { inactivity_timeout: 0 }, jdoe);
    expect([timeout.status, timeout.body.code]).toEqual([403, 38311012]);
    expect((await qradar.call('POST', `${USERS}/1`, { email: 'j@d.oe' }, jdoe)).status).toBe(403);
  });

  it('a service can set local_only_account to false only, an administrator to true', async () => {
    const asService = await qradar.call('POST', `${USERS}/1001`, { local_only_account: true });
    expect([asService.status, asService.body.code]).toEqual([403, 38311016]);
    const asAdmin = await qradar.call(
      'POST',
      `${USERS}/1001`,
      { local_only_account: true },
      basic('admin', 'admin123'),
    );
    expect(asAdmin.body.local_only_account).toBe(true);
    expect((await qradar.call('POST', `${USERS}/1001`, { local_only_account: false })).status).toBe(200);
  });

  it.each([
    [{ user_role: { id: 99 } }, 38303003],
    [{ email: 'no at sign' }, 38311004],
    [{ locale_id: 'xx' }, 38311005],
    [{ password: 'abc' }, 38311010],
  ])('%j is refused with code %i and nothing changes', async (change, code) => {
    const before = (await qradar.call('GET', `${USERS}/1001`)).body;
    const { status, body } = await qradar.call('POST', `${USERS}/1001`, { first_name: 'Changed', ...change });
    expect([status, body.code]).toEqual([422, code]);
    expect((await qradar.call('GET', `${USERS}/1001`)).body).toEqual(before);
  });

  it('the default admin user cannot be reassigned, an unknown user is a 404', async () => {
    const admin = await qradar.call('POST', `${USERS}/1`, { user_role: { id: 2 } });
    expect([admin.status, admin.body.code]).toEqual([403, 38316002]);
    const nobody = await qradar.call('POST', `${USERS}/4711`, { first_name: 'No' });
    expect([nobody.status, nobody.body.code]).toEqual([404, 38311001]);
  });

  it('the fallback is a 409 where it is disabled globally', async () => {
    qradar = await startConsole({ authenticationFallback: false });
    const { status, body } = await qradar.call('POST', `${USERS}/1001`, {
      allow_system_authentication_fallback: true,
    });
    expect([status, body.code]).toEqual([409, 38311013]);
  });

  it('the fields header chooses what the answer holds', async () => {
    const fields = { fields: 'id,user_role(name)' };
    const { body } = await qradar.call('POST', `${USERS}/1001`, { email: 'j@d.oe' }, fields);
    expect(body).toEqual({ id: 1001, user_role: { name: 'Analyst' } });
  });
});
