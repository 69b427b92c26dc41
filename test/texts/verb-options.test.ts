import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { afterAll, describe, expect, it } from 'vitest';
import { refusingServer } from '../support/refusing-server.js';

const server = await refusingServer(async () => Response.json({}, { status: 500 }));
afterAll(() => server.close());
const baseUrl = server.url;
const BASIC = { username: 'admin', password: 'a-password' };
const qradar = createQRadar({ baseUrl, auth: { secToken: 'a-sec-token' } });
const iq = createIq({ baseUrl, auth: BASIC });
const qlik = createQlik({ baseUrl, auth: { apiKey: 'an-api-key' } });
const saq = createQualysSaq({ baseUrl, auth: BASIC });

type Act = (options: never) => Promise<unknown>;

/** Good input, so that only the options can be refused. */
const GUIDE = {
  username: 'jane',
  password: 'P@ssw0rd!23',
  user_role: { id: 2 },
  security_profile: { id: 1 },
};
const STAGED = { username: 'jane', email: 'j@example.com', user_role_id: 2, security_profile_id: 1 };
const ROLE = { username: 'jane', password: 'P@ssw0rd!23', role: 'Analyst', securityProfile: 'Default' };
const SERVICE = { label: 'Nightly', user_role_id: 2, security_profile_id: 1 };
const TED = {
  username: 'ted',
  password: 'N3w-P@ss',
  firstName: 'Ted',
  lastName: 'Baker',
  email: 't@example.com',
};
const GRANT = { owner: { type: 'global' }, roleId: 'r1', name: 'ted' } as const;
const JOE = { firstName: 'Joe', lastName: 'Doe', company: 'abc', emailAddress: 'joe@example.com' };

const WRITES: readonly [string, Act][] = [
  ['QRadar users.create', (options) => qradar.users.create(GUIDE, options)],
  ['QRadar users.update', (options) => qradar.users.update(7, { description: 'x' }, options)],
  ['QRadar users.changeRole', (options) => qradar.users.changeRole(7, 'Analyst', options)],
  ['QRadar users.provision', (options) => qradar.users.provision(ROLE, options)],
  ['QRadar staged.users.create', (options) => qradar.staged.users.create(STAGED, options)],
  ['QRadar staged.users.update', (options) => qradar.staged.users.update(7, { description: 'x' }, options)],
  ['QRadar authorizedServices.create', (options) => qradar.authorizedServices.create(SERVICE, options)],
  ['QRadar authorizedServices.update', (options) => qradar.authorizedServices.update(7, SERVICE, options)],
  ['IQ users.create', (options) => iq.users.create(TED, options)],
  ['IQ users.update', (options) => iq.users.update('ted', { firstName: 'Ed' }, options)],
  ['IQ users.provision', (options) => iq.users.provision(TED, options)],
  ['IQ memberships.grant', (options) => iq.memberships.grant(GRANT, options)],
  ['IQ memberships.revoke', (options) => iq.memberships.revoke(GRANT, options)],
  ['Qlik users.create', (options) => qlik.users.create({ subject: 'idp|joe' }, options)],
  ['Qlik users.update', (options) => qlik.users.update('u1', { name: 'Joe' }, options)],
  ['Qlik users.provision', (options) => qlik.users.provision({ subject: 'idp|joe' }, options)],
  ['Qualys users.create', (options) => saq.users.create(JOE, options)],
  ['Qualys users.update', (options) => saq.users.update('7', { title: 'CISO' }, options)],
  ['Qualys users.update of several', (options) => saq.users.update([{ id: '7', title: 'CISO' }], options)],
  ['Qualys users.provision', (options) => saq.users.provision(JOE, options)],
];
const LEAVERS: readonly [string, Act][] = [
  ['QRadar', (options) => qradar.users.deprovision('jane', options)],
  ['IQ', (options) => iq.users.deprovision('ted', options)],
  ['Qlik', (options) => qlik.users.deprovision({ id: 'u1' }, options)],
  ['Qualys', (options) => saq.users.deprovision('joe@example.com', options)],
];
const DEPLOYERS = WRITES.filter(
  ([name]) => /update|changeRole|provision/.test(name) && /^QRadar users/.test(name),
);

async function refused(act: Act, options: unknown): Promise<string> {
  server.restart();
  const error = await act(options as never).then(
    () => undefined,
    (caught: unknown) => caught as Error,
  );
  expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
  expect(server.calls).toEqual([]);
  return (error as Error).message;
}

describe('before the first request', () => {
  it.each(WRITES)(
    '%s refuses a misspelt option, a value of another kind, and what are no options',
    async (_, act) => {
      expect(await refused(act, { verfy: true })).toContain("there is no 'verfy'; did you mean 'verify'?");
      expect(await refused(act, { verify: 'yes' })).toContain('verify must be true or false');
      expect(await refused(act, null)).toContain('must be an object, not null');
    },
  );

  it.each(DEPLOYERS)(
    '%s refuses a deploy that could not be waited for, so that nothing is staged',
    async (_, act) => {
      expect(await refused(act, { deploy: { timeoutMs: -1 } })).toContain(
        'deploy.timeoutMs must be a number',
      );
      expect(await refused(act, { deploy: { timeOutMs: 5 } })).toContain("did you mean 'timeoutMs'?");
      expect(await refused(act, { deploy: 'yes' })).toContain('deploy must be true, false or how to wait');
      expect(await refused(act, { depoly: true })).toContain("did you mean 'deploy'?");
    },
  );

  it.each(LEAVERS)('deprovision of %s refuses a misspelt option and another mode', async (_, act) => {
    expect(await refused(act, { resme: {} })).toContain("did you mean 'resume'?");
    expect(await refused(act, { mode: 'archive' })).toContain('mode');
    expect(await refused(act, null)).toContain('must be an object, not null');
  });

  it('deprovision of QRadar refuses a word that would decide what becomes of tokens and of other people’s changes', async () => {
    const [[, act]] = LEAVERS as [[string, Act]];
    expect(await refused(act, { services: 'revok' })).toContain('services must be "revoke" or "keep"');
    expect(await refused(act, { deploy: 'yes' })).toContain('deploy must be true or false');
    expect(await refused(act, { onDependents: 'log' })).toContain('onDependents must be a function');
    expect(await refused(act, { timeoutMs: -1 })).toContain('timeoutMs must be');
  });
});

describe('names to ids', () => {
  it.each([
    ['a name where a list belongs', 'Developer', 'user.roles must be a list'],
    [
      'two places in one role',
      [{ role: 'Dev', organization: 'A', application: 'b' }],
      'names organization and',
    ],
    ['a misspelt place', [{ role: 'Dev', organisation: 'A' }], "did you mean 'organization'?"],
    ['no role', [{ organization: 'A' }], 'user.roles[0].role is required'],
    ['a bare name', ['Dev'], 'user.roles[0] must be an object'],
  ])('IQ refuses %s before it looks anything up', async (_, roles, words) => {
    expect(await refused(() => iq.users.provision({ ...TED, roles } as never), {})).toContain(words);
  });

  it.each([
    ['roles of Qlik', () => qlik.users.provision({ subject: 's', roles: 'Dev' } as never)],
    ['groups of Qlik', () => qlik.users.provision({ subject: 's', groups: 'Dev' } as never)],
    ['tags of Qualys', () => saq.users.provision({ ...JOE, tags: 'Auditors' } as never)],
  ])('refuse a name where a list belongs: %s', async (_, act) => {
    expect(await refused(act, {})).toContain('must be a list, not string');
  });

  it.each([
    ['QRadar', (who: never) => qradar.users.deprovision(who)],
    ['IQ', (who: never) => iq.users.deprovision(who)],
    ['Qlik', (who: never) => qlik.users.deprovision(who)],
    ['Qualys', (who: never) => saq.users.deprovision(who)],
  ])('deprovision of %s refuses what names nobody', async (_, act) => {
    for (const who of [undefined, null, {}, '', { id: '' }]) await refused(() => act(who as never), {});
  });
});
