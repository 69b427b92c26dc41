import type { DeprovisionError } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { inputFields as iqFields } from '@rollcall/iq';
import { inputFields as qlikFields } from '@rollcall/qlik';
import { inputFields as qradarFields } from '@rollcall/qradar';
import { userCreateSchema, userUpdateSchema } from '@rollcall/qualys-saq';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeClock } from '../support/clock.js';
import { type Mutation, mutatedSandbox } from '../support/mutated-sandbox.js';
import { type SandboxWrite, WRITABLE_SANDBOXES } from '../support/sandbox-writes.js';

const elements = ({ elements: all }: typeof userCreateSchema) => all.map(({ name }) => name);
/** Every field that the specs let a write have, by operation. */
const WRITABLE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  qradar: namesOf(qradarFields),
  iq: namesOf(iqFields),
  qlik: namesOf(qlikFields),
  'qualys-saq': { createUsers: elements(userCreateSchema), updateUser: elements(userUpdateSchema) },
};

function namesOf(fields: Readonly<Record<string, object>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(fields).map(([id, each]) => [id, Object.keys(each)]));
}

describe.each(WRITABLE_SANDBOXES)('a sandbox of $name', async ({ vendor, vendorOptions, writes }) => {
  const clock = fakeClock();
  const sandbox = await mutatedSandbox(vendor, {
    clock,
    taskStepMs: 500,
    ...(vendorOptions ? { vendorOptions } : {}),
  });
  afterAll(() => sandbox.server.close());

  async function send(write: SandboxWrite, mutation?: Mutation, verify?: boolean): Promise<unknown> {
    sandbox.mock.reset();
    sandbox.ignore(mutation);
    try {
      await write.send(sandbox.server.url, verify === undefined ? {} : { verify }, clock);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      sandbox.ignore(undefined);
    }
  }

  it.each(writes.map((write) => [write.verb, write] as const))(
    '%s raises no alarm when nothing is ignored',
    async (_, write) => {
      for (const verify of [undefined, true]) expect(await send(write, undefined, verify)).toBeUndefined();
    },
  );

  it.each(
    writes.flatMap((write) =>
      Object.keys(write.asked)
        .filter((field) => !write.unsaid?.includes(field))
        .map((field) => [write.verb, field, write] as const),
    ),
  )('%s is an error that names %s when it is ignored', async (_, field, write) => {
    const mutation = { field, instead: write.instead?.[field] };
    for (const verify of write.isSilent ? [true] : [undefined, true]) {
      const error = await send(write, mutation, verify);
      if (field === write.identity)
        expect((error as Error)?.name).toMatch(/ProtocolError|PartialFailureError/);
      else expect(error).toMatchObject({ name: 'IgnoredFieldsError', fields: [field] });
    }
  });

  it.each(writes.filter(({ operationId }) => operationId).map((write) => [write.verb, write] as const))(
    '%s is asked for every field of the spec',
    (_, { asked, unsaid = [], operationId = '' }) => {
      const known = new Set(WRITABLE[vendor]?.[operationId]);
      expect(new Set([...Object.keys(asked), ...unsaid])).toEqual(known);
    },
  );
});

describe('every verb of the public API', () => {
  const at = { baseUrl: 'http://127.0.0.1:1' };
  const basic = { username: 'admin', password: 'admin123' };
  const clients: Readonly<Record<string, object>> = {
    qradar: createQRadar({ ...at, auth: basic }),
    iq: createIq({ ...at, auth: basic }),
    qlik: createQlik({ ...at, auth: { apiKey: 'sandbox-key' } }),
    'qualys-saq': createQualysSaq({ ...at, auth: basic }),
  };
  /** Verbs that ask for no field: they read, delete, wait or start something. */
  const FIELDLESS =
    /^(list|get|find|filter|count|named|me|metadata|which)$|^(delete|wait|deprovision|deploy|startDeploy|cancel|dependents|findDependents|validate|systemInfo|systemAbout|consoleResources)/;
  /** Each item of the answer says what became of it: no resource is answered. */
  const PER_ITEM = ['users.invite', 'licences.add', 'licences.remove'];
  /** IQ answers nothing to them; what a reading shows is tried below. */
  const READ_BACK = ['memberships.grant', 'memberships.revoke'];

  function verbsOf(client: object, path = ''): string[] {
    return Object.entries(client).flatMap(([name, part]) => {
      if (name === 'client') return [];
      return typeof part === 'function' ? [path + name] : verbsOf(part as object, `${path}${name}.`);
    });
  }

  it.each(Object.keys(clients))('of %s that sets fields is among the writes here', (vendor) => {
    const writes = WRITABLE_SANDBOXES.filter((one) => one.vendor === vendor).flatMap((one) => one.writes);
    const tried = new Set(writes.map(({ verb }) => verb.split(/[ ,]/)[0]));
    const open = verbsOf(clients[vendor] as object).filter(
      (verb) => !FIELDLESS.test(verb.split('.').at(-1) as string) && !tried.has(verb),
    );
    expect(open.filter((verb) => !PER_ITEM.includes(verb) && !READ_BACK.includes(verb))).toEqual([]);
    expect(tried.size).toBeGreaterThan(3);
  });
});

/** A call that is answered with success and does nothing, and what then must be said to be left. */
describe('a vendor that takes a call and does nothing', async () => {
  const [iqBox, qlikBox, qradarBox] = await Promise.all([
    mutatedSandbox('iq'),
    mutatedSandbox('qlik'),
    mutatedSandbox('qradar', { vendorOptions: { resources: 'both' } }),
  ]);
  const all = [iqBox, qlikBox, qradarBox];
  afterAll(() => all.map(({ server }) => server.close()));
  const { users, memberships } = createIq({
    baseUrl: iqBox.server.url,
    auth: { username: 'admin', password: 'admin123' },
  });
  const qlik = createQlik({ baseUrl: qlikBox.server.url, auth: { apiKey: 'sandbox-key' } });
  const qradar = createQRadar({
    baseUrl: qradarBox.server.url,
    auth: { username: 'admin', password: 'admin123' },
  });
  const ignoreAll = (method: string, path: RegExp) => {
    for (const { mock, drop } of all) {
      mock.reset();
      drop((used, where) => used === method && path.test(where));
    }
  };
  const SANDBOX = { type: 'organization', id: '2d0dfb87b67b43a3b4271e462bae9eca' } as const;
  const DEVELOPER = '1da70fae1fd54d6cb7999871ebdb9a36';

  it('is found out by provision of IQ when a role was not granted', async () => {
    ignoreAll('PUT', /roleMemberships/);
    const roles = [{ role: 'Developer', organization: 'Sandbox' }];
    const ted = {
      username: 'ted',
      firstName: 'Ted',
      lastName: 'Baker',
      email: 'ted@x.org',
      password: 'N3w-P@ssw0rd',
    };
    const error = await users.provision({ ...ted, roles }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'IgnoredFieldsError', fields: [`role ${DEVELOPER} of ted`] });
  });

  it('is found out by a grant and a revocation that are verified', async () => {
    const bob = { owner: SANDBOX, roleId: DEVELOPER, name: 'bob' };
    ignoreAll('PUT', /roleMemberships/);
    const group = { ...bob, name: 'Authenticated Users', member: 'group' } as const;
    await expect(memberships.grant(group, { verify: true })).rejects.toThrow(/is not what was asked for/);
    ignoreAll('DELETE', /roleMemberships/);
    await expect(memberships.revoke(bob, { verify: true })).rejects.toThrow(/is not what was asked for/);
    ignoreAll('DELETE', /nothing/);
    await memberships.revoke(bob, { verify: true });
    await memberships.grant(bob, { verify: true });
    await memberships.grant(group, { verify: true });
  });

  it.each([
    ['IQ', /roleMemberships/, 'role membership'],
    ['IQ', /userTokens/, 'user token'],
    ['IQ', /\/users\//, 'user'],
    ['Qlik', /api-keys/, 'API key'],
    ['Qlik', /\/users\//, 'user'],
    ['QRadar', /authorized_services/, 'authorized service'],
  ] as const)('is found out by deprovision of %s when it is a DELETE of %s', async (vendor, path, what) => {
    ignoreAll('DELETE', path);
    qradarBox.mock.seed({
      authorized_services: [
        { label: 'one', token: 't-1', created_by: 'jdoe', user_role_id: 2, security_profile_id: 1 },
      ],
    });
    const leaver = {
      IQ: () => users.deprovision('bob'),
      Qlik: () => qlik.users.deprovision({ id: '62716ab404a7bd8626af9bd6' }),
      QRadar: () => qradar.users.deprovision('jdoe'),
    };
    const result = await leaver[vendor]().catch((error: DeprovisionError) => error.progress);
    expect(result.left.map((one) => one.what)).toContain(what);
    // What did not happen is not claimed.
    const claimed = result.done.filter((one) => one.what === what && one.action !== 'staged for deletion');
    expect(claimed).toEqual([]);
  });
});
