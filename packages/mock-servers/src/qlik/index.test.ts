import { describe, expect, it } from 'vitest';
import { ALICE, BOB, names, tenant } from './tenant.test.helper.js';

describe('the sandbox', () => {
  it('shares nothing with another one', async () => {
    const one = tenant();
    const other = tenant();
    await one.call('DELETE', `users/${BOB}`);
    expect((await other.call('GET', `users/${BOB}`)).status).toBe(200);
  });

  it('goes back to its seed, generated users included', async () => {
    const { sandbox, call } = tenant({ users: 3 });
    const before = sandbox.snapshot();
    await call('DELETE', `users/${BOB}`);
    await call('POST', 'users', { subject: 'new' });
    expect(sandbox.snapshot()).not.toEqual(before);
    sandbox.reset();
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('shows its state as JSON data', async () => {
    const { sandbox, call } = tenant();
    await call('DELETE', `users/${BOB}`);
    const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
    expect(snapshot).toMatchObject({ me: ALICE, tenantId: 'q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f' });
    expect(snapshot.users).toHaveLength(4);
    expect(snapshot.deletedUsers).toMatchObject([{ id: BOB, status: 'deleted' }]);
    expect(JSON.stringify(snapshot)).not.toContain('sandbox-key');
  });

  it('keeps the last hundred deleted users only', async () => {
    const { sandbox, call } = tenant();
    for (let i = 0; i < 120; i += 1) {
      const { body } = await call('POST', 'users', { subject: `s${i}` });
      await call('DELETE', `users/${body.id}`);
    }
    expect((sandbox.snapshot() as { deletedUsers: unknown[] }).deletedUsers).toHaveLength(100);
  });

  it('takes users of the caller, replacing or extending its own', async () => {
    const { sandbox, call } = tenant();
    sandbox.seed({ users: [{ subject: 'zoe', email: 'zoe@corp.example', status: 'invited' }], extend: true });
    expect((await call('GET', 'users/actions/count')).body.total).toBe(6);
    sandbox.seed({
      roles: [{ name: 'Archivist' }],
      users: [
        { id: 'me-1', subject: 'root', name: 'Root', assignedRoles: [{ name: 'Archivist' }] },
        { subject: 'guest', status: 'disabled', assignedGroups: [{ name: 'Finance' }] },
      ],
    });
    expect(names(await call('GET', 'users'))).toEqual(['guest', 'Root']);
    expect((await call('GET', 'users/me')).headers.get('location')).toMatch(/\/users\/me-1$/);
    expect((await call('GET', 'users/me-1')).body.assignedRoles).toMatchObject([
      { name: 'Archivist', type: 'custom', level: 'user' },
    ]);
  });

  it.each([
    [7, 'the seed: must be an object'],
    [{ users: [], roles: null }, 'roles: must be an array'],
    [{ users: [], groups: null }, 'groups: must be an array'],
    [{ roles: [{ name: 'R', level: 'admim' }] }, 'level is "admim" and must be admin or user'],
    [{ users: [{ subject: 's', assignedScopes: [5] }] }, 'assignedScopes must be texts'],
    [{}, 'the seed: it is empty, and may hold users, roles, groups, apiKeys, licenses'],
    [{ users: ['bob'] }, 'users[0]: must be an object'],
    [{ users: [{}] }, 'users[0]: subject is missing'],
    [{ users: [{ subject: 'a' }, { subject: 'a' }] }, 'two users have the subject "a"'],
    [
      {
        users: [
          { subject: 'a', email: 'X@y' },
          { subject: 'b', email: 'x@Y' },
        ],
      },
      'two users have the email',
    ],
    [{ users: [{ subject: 'a', status: 'asleep' }] }, 'users[0]: status is "asleep"'],
    [{ users: [{ subject: 'a', name: 7 }] }, 'users[0]: name must be a string'],
    [{ users: [{ subject: 'a', assignedRoles: [{ name: 'X' }] }] }, 'nothing has the name "X"'],
    [{ users: [{ subject: 'a' }], me: 'nobody' }, 'me is "nobody"'],
  ])('refuses the seed %j, says why, and stays as it was', (data, message) => {
    const { sandbox } = tenant();
    const before = sandbox.snapshot();
    expect(() => sandbox.seed(data)).toThrow(message);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('answers a request that breaks the spec with Qlik’s own error', async () => {
    const { sandbox } = tenant();
    const violation = {
      direction: 'request',
      kind: 'schema',
      method: 'POST',
      url: '/',
      location: 'body.subject',
      message: 'must be a string',
    } as const;
    const ask = (path: string, kind: 'schema' | 'malformed', type = 'application/json') =>
      (sandbox.onViolation as NonNullable<typeof sandbox.onViolation>)(
        [{ ...violation, kind }],
        new Request(`http://localhost/api/v1/${path}`, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': type },
        }),
      );
    const schema = ask('users', 'schema');
    expect(schema.status).toBe(400);
    expect((await schema.json()).errors[0]).toMatchObject({
      code: 'HTTP-400',
      source: { pointer: '/subject' },
    });
    const malformed = await ask('users', 'malformed').json();
    expect(malformed.errors[0].detail).toBe('The body is not valid JSON.');
    expect(ask('users', 'schema', 'text/plain').status).toBe(415);
    const invite = await ask('users/actions/invite', 'schema').json();
    expect(invite.errors[0].code).toBe(400);
  });
});
