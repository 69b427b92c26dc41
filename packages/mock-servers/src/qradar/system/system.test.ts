import { describe, expect, it } from 'vitest';
import { basic, JSMITH, startConsole, USERS } from '../console.test.helper.js';

const ATTEMPTS = '/api/access/login_attempts';
const LOCALES = '/api/system/information/locales';
const POLICIES = '/api/system/authorization/password_policies';
const VALIDATORS = '/api/system/authorization/password_validators';
const TENANTS = '/api/config/access/tenant_management/tenants';
const JDOE = basic('jdoe', 'jdoe123');

describe('what the fields of a QRadar user point to', () => {
  it('tenants are listed, deleted ones marked, and read one by one', async () => {
    const { call, seed } = await startConsole();
    seed({ tenants: [{ id: 2, name: 'Gone', deleted: true, event_rate_limit: 500 }] });
    expect((await call('GET', TENANTS)).body).toMatchObject([
      { id: 1, name: 'Tenant 1', deleted: false, event_rate_limit: null },
      { id: 2, name: 'Gone', deleted: true, event_rate_limit: 500 },
    ]);
    const living = `${TENANTS}?filter=${encodeURIComponent('deleted=false')}&fields=id`;
    expect((await call('GET', living)).body).toEqual([{ id: 1 }]);
    expect((await call('GET', `${TENANTS}/2`)).body).not.toHaveProperty('domain_ids');
    expect((await call('GET', `${TENANTS}/3`)).body.code).toBe(1002);
    expect((await call('GET', TENANTS, undefined, JDOE)).status).toBe(403);
  });

  it('locales are tags with a hyphen, for everybody, with a sample when asked', async () => {
    const { call } = await startConsole();
    const { body } = await call('GET', LOCALES, undefined, JDOE);
    expect(body).toContainEqual({
      id: 'de',
      label: 'German',
      label_in_own_locale: 'Deutsch',
      has_translation: true,
    });
    expect(body.every(({ id }: { id: string }) => !id.includes('_'))).toBe(true);
    const german = `${LOCALES}?sample_type=NUMBER&filter=${encodeURIComponent("id='de'")}`;
    expect((await call('GET', german)).body[0].sample).toBe('1.234.567,89');
    expect((await call('GET', `${LOCALES}?sort=${encodeURIComponent('+nothing')}`)).body.code).toBe(38315001);
    expect((await call('GET', '/api/system/information/encodings')).body).toContainEqual({ id: 'UTF-8' });
  });

  it('about names the update package of the newest version that the console serves', async () => {
    const { call } = await startConsole();
    expect((await call('GET', '/api/system/about')).body).toMatchObject({
      release_name: '7.5.0 Update Package 13',
      external_version: '7.5.0',
    });
    const older = await startConsole({ versions: [{ version: '23.0', deprecated: false, removed: false }] });
    const about = await older.call('GET', '/api/system/about', undefined, { Version: '23.0' });
    expect(about.body.release_name).toBe('7.5.0 Update Package 9');
  });
});

describe('passwords', () => {
  const check = async (console: Awaited<ReturnType<typeof startConsole>>, password: unknown) =>
    console.call('POST', VALIDATORS, { password });

  it('are checked by the policy that the console shows, and the answer never holds one', async () => {
    const console = await startConsole();
    console.seed({
      password_policy: {
        minimum_length: 8,
        variance_rules_required_count: 3,
        disallow_repeating_characters: true,
      },
    });
    const [policy] = (await console.call('GET', POLICIES)).body;
    expect(policy).toMatchObject({ id: 1, minimum_length: 8, variance_rules_required_count: 3 });
    expect((await console.call('GET', `${POLICIES}/1`)).body).toEqual(policy);
    expect((await console.call('GET', `${POLICIES}/2`)).status).toBe(404);
    const bad = await check(console, 'aaa1');
    expect(bad.status).toBe(200);
    expect(bad.body).toMatchObject({
      password: null,
      provided_password_length: 4,
      minimum_length_rule_passed: false,
      variance_rules_required_count_passed: false,
      variance_rules_failed: ['UPPER_CASE', 'OTHER'],
      disallow_repeating_characters_rule_passed: false,
    });
    expect((await check(console, 'P@ssw0rd!')).body).toMatchObject({
      minimum_length_rule_passed: true,
      variance_rules_required_count_passed: true,
      variance_rules_failed: [],
      disallow_repeating_characters_rule_passed: true,
    });
  });

  it('that the check finds bad are refused by a create, too', async () => {
    const console = await startConsole();
    console.seed({ password_policy: { variance_rules_required_count: 4 } });
    const weak = 'onlyletters';
    expect((await check(console, weak)).body.variance_rules_required_count_passed).toBe(false);
    const refused = await console.call('POST', USERS, { ...JSMITH, password: weak });
    expect([refused.status, refused.body.message]).toEqual([422, expect.stringContaining('password policy')]);
    expect((await console.call('POST', USERS, JSMITH)).status).toBe(201);
    console.reset();
    expect((await console.call('POST', USERS, { ...JSMITH, password: weak })).status).toBe(201);
  });
});

describe('login attempts', () => {
  it('hold both outcomes of Basic, the newest first, and no sign-in by token', async () => {
    const { call, pass } = await startConsole();
    await call('GET', USERS);
    pass(1000);
    await call('GET', USERS, undefined, basic('jdoe', 'wrong'));
    pass(1000);
    await call('GET', USERS, undefined, basic('nobody', 'x'));
    await call('GET', '/api/nothing', undefined, JDOE);
    const { body } = await call('GET', ATTEMPTS);
    expect(body.map((attempt: Record<string, unknown>) => [attempt.user_id, attempt.attempt_result])).toEqual(
      [
        [1001, 'SUCCESS'],
        [null, 'FAILURE'],
        [1001, 'FAILURE'],
        [1, 'SUCCESS'],
      ],
    );
    expect(body.at(-1)).toMatchObject({ attempt_method: 'LOGIN_PAGE' });
    const failed = `${ATTEMPTS}?filter=${encodeURIComponent("attempt_result='FAILURE' and user_id=1001")}`;
    expect((await call('GET', failed)).body).toHaveLength(1);
  });

  it('of others are shown to administrators only', async () => {
    const { call } = await startConsole();
    const { body } = await call('GET', ATTEMPTS, undefined, JDOE);
    expect(body.map((attempt: Record<string, unknown>) => attempt.user_id)).toEqual([1001]);
  });
});
