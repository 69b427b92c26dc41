import { createQRadar, type QRadarOptions, where } from '@rollcall/facade/qradar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusingServer } from '../support/refusing-server.js';

const PAGES: Readonly<Record<string, readonly object[]>> = {
  '/api/config/access/tenant_management/tenants': [{ id: 1, name: 'North', deleted: false }],
  '/api/system/information/locales': [{ id: 'sq' }, { id: 'sq-AL' }],
  '/api/system/information/encodings': [{ id: 'UTF-8' }],
  '/api/system/authorization/password_policies': [{ id: 1, minimum_length: 8 }],
  '/api/help/endpoints': [{ id: 5, path: '/help/versions', http_method: 'GET' }],
  // Nothing tells two attempts apart but what they say.
  '/api/access/login_attempts': [
    { user_id: 7, attempt_time: 1, attempt_result: 'FAILURE' },
    { user_id: 7, attempt_time: 1, attempt_result: 'FAILURE' },
  ],
};

async function consoleOf(passwordRules: object = {}, options: Partial<QRadarOptions> = {}) {
  const queries: Record<string, string>[] = [];
  const bodies: unknown[] = [];
  const server = await refusingServer(async (url, { method, body }) => {
    const { pathname, searchParams } = new URL(url);
    queries.push(Object.fromEntries(searchParams));
    if (body !== undefined) bodies.push(JSON.parse(String(body)));
    if (pathname.endsWith('/password_validators')) return Response.json({ password: null, ...passwordRules });
    if (pathname.endsWith('/about')) return Response.json({ external_version: '7.5.0' });
    if (pathname.endsWith('/roles') || pathname.endsWith('/user_roles'))
      return Response.json([{ id: 2, name: 'Analyst' }]);
    if (pathname.endsWith('/security_profiles')) return Response.json([{ id: 1, name: 'Default' }]);
    if (method === 'POST')
      return Response.json({ id: 9, ...(JSON.parse(String(body)) as object) }, { status: 201 });
    const rows = PAGES[pathname];
    if (rows) return Response.json(rows);
    const [list, id] = [pathname.replace(/\/[^/]+$/, ''), Number(pathname.split('/').at(-1))];
    return Response.json(PAGES[list]?.find((row) => (row as { id?: number }).id === id) ?? {});
  });
  onTestFinished(() => server.close());
  const auth = { secToken: 'a-sec-token' };
  return {
    qradar: createQRadar({ baseUrl: server.url, auth, retry: false, ...options }),
    queries,
    bodies,
    server,
  };
}

describe('what the fields of a user point to', () => {
  it('is listed whatever its records go by: numbers, texts, or nothing', async () => {
    const { qradar } = await consoleOf();
    const { tenants, locales, encodings, passwordPolicies, endpoints, loginAttempts } = qradar;
    const lists = [tenants, locales, encodings, passwordPolicies, endpoints, loginAttempts];
    const answers: object[][] = [];
    for (const { list } of lists) answers.push(await list().toArray());
    expect(answers).toEqual(Object.values(PAGES));
    expect(await tenants.get(1)).toMatchObject({ name: 'North' });
    expect(await passwordPolicies.get(1)).toMatchObject({ minimum_length: 8 });
    expect(await endpoints.get(5)).toMatchObject({ path: '/help/versions' });
    expect(await qradar.systemAbout()).toEqual({ external_version: '7.5.0' });
  });

  it('is filtered by its own fields, and refuses what it does not know', async () => {
    const { qradar, queries } = await consoleOf();
    await qradar.tenants.list({ filter: where('name', '=', 'North') }).toArray();
    await qradar.loginAttempts.list({ filter: 'user_id=7', sort: '-attempt_time' }).toArray();
    await qradar.locales.list({ sample_type: 'NUMBER', fields: ['id'] }).toArray();
    expect(queries).toEqual([
      { filter: 'name="North"' },
      { filter: 'user_id=7', sort: '-attempt_time' },
      { sample_type: 'NUMBER', fields: 'id' },
    ]);
    for (const { list } of [qradar.tenants, qradar.encodings, qradar.endpoints])
      expect(() => list({ filtre: 'x' } as never)).toThrow("did you mean 'filter'");
  });
});

describe('a password', () => {
  const weak = {
    minimum_length_rule_passed: false,
    variance_rules_required_count_passed: false,
    variance_rules_failed: ['NUMBER', 'OTHER'],
    password_history_size_rule_passed: null,
  };

  it('is checked without a word about history where there is none', async () => {
    const { qradar, bodies } = await consoleOf(weak);
    expect(await qradar.validatePassword({ password: 'secret-one', ignore_history: true })).toMatchObject(
      weak,
    );
    expect(bodies).toEqual([{ password: 'secret-one', ignore_history: true }]);
    await expect(qradar.validatePassword('')).rejects.toMatchObject({ name: 'InvalidInputError' });
    const misspelt = { password: 'x', ignoreHistory: true } as never;
    await expect(qradar.validatePassword(misspelt)).rejects.toThrow('ignore_history');
  });

  it.each(['guide', 'ibm'] as const)(
    'that breaks the policy creates nobody when it is checked first, and is not shown (%s)',
    async (resources) => {
      const { qradar, bodies, server } = await consoleOf(weak, { resources });
      const jane = { username: 'jane', password: 'secret-one', email: 'jane@example.com' };
      const input = { ...jane, role: 'Analyst', securityProfile: 'Default' };
      const plain = { ...jane, user_role: { id: 2 }, security_profile: { id: 1 } };
      const staged = { ...jane, user_role_id: 2, security_profile_id: 1 };
      for (const attempt of [
        () => qradar.users.provision(input, { checkPassword: true }),
        () => qradar.users.create(plain, { checkPassword: true }),
        () => qradar.staged.users.create(staged, { checkPassword: true }),
      ]) {
        const error = await attempt().catch((caught: unknown) => caught as Error);
        expect(error).toMatchObject({
          name: 'InvalidInputError',
          message: expect.stringContaining(
            'it is too short, it has too few kinds of characters; it lacks NUMBER, OTHER',
          ),
        });
        expect(String(error)).not.toContain('secret-one');
      }
      expect(bodies).toEqual(Array(3).fill({ password: 'secret-one', ignore_history: true }));
      expect(server.calls.filter(({ path }) => path.includes('/users'))).toEqual([]);
      await qradar.users.provision(input);
      expect(
        server.calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/users')),
      ).toHaveLength(1);
    },
  );

  it('that the answer says nothing of is not used', async () => {
    const { qradar, server } = await consoleOf({ password: null }, { resources: 'guide' });
    const input = { username: 'jane', password: 'secret-one', role: 'Analyst', securityProfile: 'Default' };
    const attempt = qradar.users.provision(input as never, { checkPassword: true });
    await expect(attempt).rejects.toThrow('says of no rule whether the password passes it');
    expect(server.calls.filter(({ path }) => path.includes('/users'))).toEqual([]);
  });

  it('that passes is used', async () => {
    const { qradar } = await consoleOf({ minimum_length_rule_passed: true }, { resources: 'guide' });
    const input = { username: 'jane', password: 'secret-one', role: 'Analyst', securityProfile: 'Default' };
    expect(await qradar.users.provision(input as never, { checkPassword: true })).toMatchObject({ id: 9 });
  });
});
