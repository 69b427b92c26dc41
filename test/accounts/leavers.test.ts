import type { Change } from '@rollcall/accounts';
import { RemovalStoppedError } from '@rollcall/accounts';
import type { RunningMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAccounts, type Place, startPlace } from './systems.test.helper.js';

let place: Place;
let mock: RunningMock;

function writes(from: number): string[] {
  const names = mock.journal.map(({ operationId = '' }) => operationId).slice(from);
  return names.filter((name) => !/^(get|list|search|count)/.test(name));
}

/** Plans a change, makes it, and expects exactly the writes of the plan. */
async function makesItsPlan(change: Change): Promise<void> {
  const { calls } = await place.system.plan(change);
  const from = mock.journal.length;
  if (change.kind === 'create') await place.system.create(change.account);
  else if (change.kind === 'change') await place.system.change(change.id, change.patch);
  else await place.system[change.kind](change.id);
  expect(writes(from)).toEqual(calls.filter((call) => call.writes).map(({ operationId }) => operationId));
  expect(await place.system.confirm(change)).toBe(true);
}

describe('a person of IQ', () => {
  const roles = ['Developer on organization Sandbox', 'Owner on application webgoat', 'Policy Administrator'];
  const account = { ...newAccounts.iq, roles };
  beforeAll(async () => {
    place = await startPlace('iq');
    ({ mock } = place);
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  it('comes with roles by name and place, and lists tell them', async () => {
    const { account: made } = await place.system.create(account);
    const words = made?.roles?.map(({ name, on }) => (on ? `${name} on ${on}` : name));
    expect(words?.sort()).toEqual([...roles].sort());
    const listed = [];
    for await (const each of place.system.list({ access: true })) listed.push(each);
    expect(listed.find(({ login }) => login === 'klee')?.roles).toHaveLength(3);
  });

  it('gets other roles by exactly the calls that are planned', async () => {
    await place.system.create(account);
    const wanted = ['Policy Administrator', 'Component Evaluator on repositories'];
    await makesItsPlan({ kind: 'change', id: 'Internal/klee', patch: { roles: wanted } });
  });

  it('leaves without a membership and without the token, whose code nobody is shown', async () => {
    await place.system.create(account);
    mock.seed({ userTokens: [{ userCode: 'Kl12Ee34', passCode: 'pass-code-of-klee', username: 'klee' }] });
    const before = await place.system.get('Internal/klee', { access: true });
    expect(before?.tokens).toHaveLength(1);
    const { done, left } = await place.system.remove('Internal/klee');
    expect(done.map(({ kind }) => kind)).toEqual([
      'role-revoked',
      'role-revoked',
      'role-revoked',
      'token-revoked',
      'account-removed',
      'absence-confirmed',
    ]);
    expect(left).toEqual([]);
    expect(JSON.stringify([before, done])).not.toMatch(/Kl12Ee34|pass-code/);
    const state = mock.snapshot() as { memberships: { userOrGroupName: string }[] };
    expect(state.memberships.filter(({ userOrGroupName }) => userOrGroupName === 'klee')).toEqual([]);
  });

  it('stops at what fails and says what was done until then; asked again it goes on', async () => {
    await place.system.create(account);
    mock.faults.add({ operationId: 'revokeOwnerRoleMembership', status: 500, times: 9 });
    const stopped = await place.system.remove('Internal/klee').catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(RemovalStoppedError);
    expect((stopped as RemovalStoppedError).done.map(({ kind }) => kind)).toEqual(['role-revoked']);
    mock.faults.clear();
    await place.system.remove('Internal/klee');
    expect(await place.system.get('Internal/klee')).toBeUndefined();
  });

  it.each([
    ['Nonesuch on organization Sandbox', /role 'Nonesuch' does not exist/],
    ['Developer on organization Nowhere', /'Nowhere' does not exist|'organization Nowhere' does not exist/],
  ])('%s is refused before anything is created', async (role, message) => {
    const from = mock.journal.length;
    await expect(place.system.create({ ...newAccounts.iq, roles: [role] })).rejects.toThrow(message);
    expect(writes(from)).toEqual([]);
  });
});

describe('a person of Qlik', () => {
  const account = { ...newAccounts.qlik, groups: ['Finance'] };
  beforeAll(async () => {
    place = await startPlace('qlik');
    ({ mock } = place);
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  async function joiner(): Promise<string> {
    const id = (await place.system.create(account)).account?.id ?? '';
    mock.seed({ apiKeys: [{ id: 'k-1', sub: id, description: 'Nightly export' }], extend: true });
    return id;
  }

  it('comes into groups by name, and changes them by exactly the calls that are planned', async () => {
    const id = await joiner();
    expect((await place.system.get(id))?.groups).toMatchObject([{ name: 'Finance' }]);
    await makesItsPlan({ kind: 'change', id, patch: { groups: [], roles: ['Developer'] } });
  });

  it('is listed with live keys only, and never with a secret', async () => {
    const id = await joiner();
    const listed = [];
    for await (const each of place.system.list({ access: true })) listed.push(each);
    expect(listed.find((each) => each.id === id)?.tokens).toMatchObject([{ kind: 'api-key', id: 'k-1' }]);
  });

  it('loses the keys when disabled, by exactly the calls that are planned', async () => {
    const id = await joiner();
    await makesItsPlan({ kind: 'disable', id });
    expect((await place.system.get(id, { access: true }))?.tokens).toEqual([]);
  });

  it('leaves with the keys first, and what nobody looked at says whose word it is', async () => {
    const id = await joiner();
    const { done, left } = await place.system.remove(id);
    expect(done.map(({ because, kind }) => (because ? `(${kind})` : kind))).toEqual([
      'token-revoked',
      'account-removed',
      'absence-confirmed',
      '(session-ended)',
      '(licence-freed)',
    ]);
    expect(left.map(({ todo }) => todo).join()).toMatch(/apps and spaces/);
  });
});
