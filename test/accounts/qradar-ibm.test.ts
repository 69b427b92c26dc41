import type { AccountSystem, Change } from '@rollcall/accounts';
import { qradarAccounts } from '@rollcall/accounts/qradar';
import { createQRadar } from '@rollcall/facade/qradar';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newAccounts } from './systems.test.helper.js';

// A console that has what IBM documents, and nothing of the guide's.
const PROFILE = {
  version: 1,
  vendor: 'qradar',
  absentOperations: ['createUser', 'deleteUser', 'getDeleteTask', 'listRoles'],
} as const;

let mock: RunningMock;
beforeEach(async () => {
  mock = await startMock('qradar', { profile: PROFILE, taskStepMs: 5 });
});
afterEach(() => mock.close());

function system(deploy: boolean): AccountSystem {
  const { credentials, url: baseUrl } = mock;
  const auth = { secToken: credentials.secToken ?? '' };
  return qradarAccounts('console', createQRadar({ baseUrl, auth, resources: 'ibm' }), { deploy });
}

function writes(from = 0): string[] {
  const names = mock.journal.map(({ operationId = '' }) => operationId).slice(from);
  return names.filter((name) => !/^(get|list)/.test(name));
}

const QUICK = { intervalMs: 1000, timeoutMs: 15_000 };

describe("accounts of a console with IBM's resources", () => {
  it('a new one is staged, listed as waiting, and told to be deployed', async () => {
    const accounts = system(false);
    const { account, done, left } = await accounts.create(newAccounts.qradar);
    expect(account).toMatchObject({ login: 'klee', pending: 'create', roles: [{ name: 'Analyst' }] });
    expect(done.map(({ kind }) => kind)).toEqual(['change-staged']);
    expect(left.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/no such fields/),
      expect.stringMatching(/holds after a deploy/),
    ]);
    expect(await accounts.find('KLEE')).toMatchObject({ pending: 'create' });
    const listed = [];
    for await (const each of accounts.list()) listed.push(each);
    expect(listed.filter(({ pending }) => pending).map(({ login }) => login)).toEqual(['klee']);
    expect(writes()).toEqual(['createStagedUser']);
  });

  it('another role waits for a deploy, and the account tells the one that holds now', async () => {
    const accounts = system(false);
    const jane = await accounts.find('jdoe');
    const role = jane?.roles?.[0]?.name === 'Analyst' ? 'Admin' : 'Analyst';
    const { account, done } = await accounts.change(jane?.id ?? '', { roles: [role] });
    expect(done.map(({ kind }) => kind)).toEqual(['change-staged']);
    expect(account).toMatchObject({ pending: 'change', roles: jane?.roles });
  });

  it('a removal is staged, and what is left says that the user can log in', async () => {
    const accounts = system(false);
    const jane = await accounts.find('jdoe');
    const { account, done, left } = await accounts.remove(jane?.id ?? '', QUICK);
    expect(done.at(-1)?.kind).toBe('removal-staged');
    expect(account).toMatchObject({ login: 'jdoe', pending: 'remove' });
    expect(left.map(({ reason }) => reason).join()).toMatch(/can log in until a deploy/);
  });

  it('with deploy, each change holds at once and makes exactly the writes of the plan', async () => {
    const accounts = system(true);
    const { account } = await accounts.create(newAccounts.qradar);
    expect(account).toMatchObject({ login: 'klee' });
    expect(account?.pending).toBeUndefined();
    const id = account?.id ?? '';
    const changes: Change[] = [
      { kind: 'change', id, patch: { addresses: ['kim@example.com'] } },
      { kind: 'change', id, patch: { roles: ['Admin'] } },
      { kind: 'remove', id },
    ];
    for (const change of changes) {
      const from = mock.journal.length;
      const { calls } = await accounts.plan(change);
      if (change.kind === 'change') await accounts.change(id, change.patch);
      else await accounts.remove(id, QUICK);
      expect(writes(from)).toEqual(calls.filter((call) => call.writes).map(({ operationId }) => operationId));
      expect(await accounts.confirm(change)).toBe(true);
    }
  });
});
