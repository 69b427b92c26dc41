import { createIq, type IqGrant, type IqOwner } from '@rollcall/facade/iq';
import { startMock } from '@rollcall/mock-servers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const ADMINISTRATOR = '1b92fae3e55a411793a091fb821c422d';
const DEVELOPER = '1da70fae1fd54d6cb7999871ebdb9a36';

describe('who has which role on what, in IQ', async () => {
  const mock = await startMock('iq', { strict: true });
  const auth = { username: 'admin', password: 'admin123' };
  const { memberships } = createIq({ baseUrl: mock.url, auth, retry: false });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  const OWNERS: readonly IqOwner[] = [
    { type: 'global' },
    { type: 'repository_container' },
    { type: 'organization', id: 'ROOT_ORGANIZATION_ID' },
  ];

  it.each(OWNERS)('is granted, listed and revoked on $type', async (owner) => {
    const wanted = owner.type === 'global' ? ADMINISTRATOR : DEVELOPER;
    const bob: IqGrant = { owner, roleId: wanted, name: 'bob' };
    const holders = async () => {
      const of = (await memberships.list(owner)).find(({ roleId }) => roleId === wanted);
      return of?.members?.map(({ userOrGroupName }) => userOrGroupName);
    };
    await memberships.grant(bob, { verify: true });
    expect(await holders()).toContain('bob');
    await memberships.revoke(bob, { verify: true });
    expect(await holders()).not.toContain('bob');
  });

  it.each([
    [{ type: 'organisation', id: 'x' }, /did you mean 'organization'/],
    [{ type: 'organization' }, /owner\.id must be a string/],
    [{ type: 'global', id: 'x' }, /owner global has no id/],
    [undefined, /owner must be/],
  ])(
    'is not asked of IQ for an owner such as %j, whose 404 would pass for a role that is gone',
    async (owner, message) => {
      const grant = { owner, roleId: DEVELOPER, name: 'bob' } as IqGrant;
      await expect(memberships.revoke(grant)).rejects.toThrow(message);
      await expect(memberships.grant(grant)).rejects.toThrow(message);
      await expect(memberships.list(owner as IqOwner)).rejects.toThrow(message);
      expect(mock.journal).toEqual([]);
    },
  );

  it('is not revoked from a member that is neither user nor group', async () => {
    const grant = { owner: OWNERS[0], roleId: DEVELOPER, name: 'bob', member: 'usr' } as never;
    await expect(memberships.revoke(grant)).rejects.toThrow(/member must be "user" or "group"/);
    expect(mock.journal).toEqual([]);
  });

  it('is looked for when the revocation of it is a 404 and is to be verified', async () => {
    const nowhere: IqGrant = {
      owner: { type: 'application', id: 'nope' },
      roleId: DEVELOPER,
      name: 'bob',
    };
    await memberships.revoke(nowhere);
    await expect(memberships.revoke(nowhere, { verify: true })).rejects.toMatchObject({
      name: 'HttpError',
      status: 404,
    });
    const held: IqGrant = { owner: { type: 'global' }, roleId: ADMINISTRATOR, name: 'bob' };
    await memberships.grant(held);
    mock.faults.add({ operationId: 'revokeGlobalRoleMembership', status: 404, body: 'No such thing' });
    await expect(memberships.revoke(held, { verify: true })).rejects.toMatchObject({ status: 404 });
    await memberships.revoke(held);
    await memberships.revoke(held, { verify: true });
  });
});
