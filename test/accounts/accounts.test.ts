import type { Account, AccountSystem, Change } from '@rollcall/accounts';
import { NotConfirmedError, RemovalStoppedError } from '@rollcall/accounts';
import { HttpError, InvalidInputError } from '@rollcall/facade';
import { type RunningMock, VENDORS } from '@rollcall/mock-servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAccounts, type Place, startPlace } from './systems.test.helper.js';

const QUICK = { intervalMs: 1000, timeoutMs: 15_000 };

async function all(accounts: AsyncIterable<Account>): Promise<Account[]> {
  const list: Account[] = [];
  for await (const account of accounts) list.push(account);
  return list;
}

/** What of the last calls changed anything: the calls that only read are left out. */
function writes(mock: RunningMock): string[] {
  const reading = /^(get|list|search|count)/;
  return mock.journal.map(({ operationId = '' }) => operationId).filter((name) => !reading.test(name));
}

describe.each(VENDORS)('accounts of %s', (vendor) => {
  let place: Place;
  let system: AccountSystem;
  let mock: RunningMock;
  const account = newAccounts[vendor];

  beforeAll(async () => {
    place = await startPlace(vendor, { users: 250 });
    ({ mock, system } = place);
  });
  beforeEach(() => mock.reset());
  afterEach(() => expect(mock.violations).toEqual([]));
  afterAll(() => mock.close());

  async function created(): Promise<Account> {
    const { account: made } = await system.create(account);
    if (!made) throw new Error('create answered no account');
    return made;
  }

  it('lists every account once, and tells the total before', async () => {
    let total = 0;
    const list = await all(
      system.list({
        onTotal: (told) => {
          total = told;
        },
      }),
    );
    expect(list.length).toBeGreaterThan(250);
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    expect(total).toBe(list.length);
  });

  it('leaves out what its capabilities call absent', async () => {
    const list = await all(system.list());
    for (const field of Object.keys(system.capabilities.absent) as (keyof Account)[]) {
      expect(
        list.every((each) => each[field] === undefined),
        field,
      ).toBe(true);
    }
  });

  it('ends a walk with an error when a page fails', async () => {
    mock.faults.add({ status: 500, method: vendor === 'qualys-saq' ? 'POST' : 'GET', times: 50 });
    await expect(all(system.list())).rejects.toBeInstanceOf(HttpError);
  });

  it('creates an account that find knows by login and by address in any case', async () => {
    const made = await created();
    expect(await system.confirm({ kind: 'create', account })).toBe(true);
    expect(await system.get(made.id)).toEqual(made);
    expect((await system.find(made.login))?.id).toBe(made.id);
    expect((await system.find(made.addresses[0]?.toUpperCase() ?? ''))?.id).toBe(made.id);
  });

  it('finds nobody by an unknown login', async () => {
    expect(await system.find('nobody@example.com')).toBeUndefined();
  });

  it('plans every change without a write, and then makes exactly the writes of the plan', async () => {
    const made = await created();
    const changes: Change[] = [
      { kind: 'change', id: made.id, patch: { addresses: ['kim@example.com'] } },
      ...(system.capabilities.disable
        ? [{ kind: 'disable', id: made.id } as const, { kind: 'enable', id: made.id } as const]
        : []),
      { kind: 'remove', id: made.id },
    ];
    for (const change of changes) {
      const from = writes(mock).length;
      const { calls } = await system.plan(change);
      expect(writes(mock).slice(from), `plan ${change.kind}`).toEqual([]);
      expect(await system.confirm(change)).toBe(false);
      if (change.kind === 'change') await system.change(change.id, change.patch);
      else if (change.kind === 'remove') await system.remove(change.id, QUICK);
      else if (change.kind !== 'create') await system[change.kind](change.id);
      expect(writes(mock).slice(from)).toEqual(
        calls.filter((call) => call.writes).map(({ operationId }) => operationId),
      );
      expect(await system.confirm(change)).toBe(true);
    }
  });

  it('says what a removal did and that the account is gone', async () => {
    const made = await created();
    const { done, account: left } = await system.remove(made.id, QUICK);
    expect(left).toBeUndefined();
    // What no call of ours did has a `because`.
    const ours = done.filter(({ because }) => because === undefined);
    expect(ours.map(({ kind }) => kind)).toEqual(['account-removed', 'absence-confirmed']);
    expect(await system.get(made.id)).toBeUndefined();
  });

  it('refuses a field that the vendor cannot write, and sends nothing', async () => {
    const before = mock.journal.length;
    const typo = { ...account, adress: ['x@example.com'] };
    await expect(system.create(typo)).rejects.toThrow(/'adress' cannot be written/);
    expect(mock.journal.length).toBe(before);
  });

  it('refuses to disable where the vendor cannot', async () => {
    const made = await created();
    if (system.capabilities.disable) {
      expect((await system.disable(made.id)).account?.state).toBe('disabled');
    } else {
      await expect(system.disable(made.id)).rejects.toBeInstanceOf(InvalidInputError);
      await expect(system.plan({ kind: 'disable', id: made.id })).rejects.toThrow(/cannot disable/);
    }
  });

  it('refuses to change an account that is not there', async () => {
    const id = {
      qradar: '999999',
      iq: 'Internal/nobody',
      qlik: '62716ab404a7bd8626af0000',
      'qualys-saq': '1',
    }[vendor];
    await expect(system.remove(id)).rejects.toThrow(/no account with the id/);
  });
});

describe('a role that does not exist', () => {
  it.each(['qradar', 'qlik'] as const)('is refused by %s before anything is created', async (vendor) => {
    const { mock, system } = await startPlace(vendor);
    try {
      const wrong = { ...newAccounts[vendor], roles: ['Nonesuch'] };
      await expect(system.create(wrong)).rejects.toThrow(/Nonesuch/);
      expect(await system.find(newAccounts[vendor].login ?? '')).toBeUndefined();
    } finally {
      await mock.close();
    }
  });
});

describe('tokens of a QRadar user', () => {
  const seed = {
    users: [{ id: 1500, username: 'kim', email: 'kim@example.com', user_role_id: 2, security_profile_id: 1 }],
    authorized_services: [
      {
        id: 20,
        label: 'Backup',
        token: 'backup-token-1',
        created_by: 'kim',
        user_role_id: 2,
        security_profile_id: 1,
      },
      {
        id: 21,
        label: 'Export',
        token: 'export-token-1',
        created_by: 'kim',
        user_role_id: 2,
        security_profile_id: 1,
      },
    ],
  };

  it('are listed without the secret, and revoked before the user is deleted', async () => {
    const { mock, system } = await startPlace('qradar', { seed });
    try {
      const kim = await system.find('kim', { access: true });
      expect(JSON.stringify(kim)).not.toMatch(/backup-token|export-token/);
      expect(kim?.tokens?.map(({ id, name }) => [id, name])).toEqual([
        ['20', 'Backup'],
        ['21', 'Export'],
      ]);
      const { done } = await system.remove('1500', QUICK);
      expect(done.map(({ kind }) => kind)).toEqual([
        'token-revoked',
        'token-revoked',
        'account-removed',
        'absence-confirmed',
      ]);
      expect(writes(mock)).toEqual(['deleteAuthorizedService', 'deleteAuthorizedService', 'deleteUser']);
    } finally {
      await mock.close();
    }
  });

  it('stops at a token that cannot be revoked: the user stays', async () => {
    const { mock, system } = await startPlace('qradar', { seed });
    try {
      mock.faults.add({ operationId: 'deleteAuthorizedService', status: 500, times: 9 });
      const stopped = await system
        .remove('1500', QUICK)
        .catch((error: unknown) => error as RemovalStoppedError);
      expect(stopped).toBeInstanceOf(RemovalStoppedError);
      expect((stopped as RemovalStoppedError).cause).toBeInstanceOf(HttpError);
      expect((stopped as RemovalStoppedError).left.at(-1)?.what).toBe('authorized service 20');
      expect(await system.get('1500')).toBeDefined();
    } finally {
      await mock.close();
    }
  });
});

describe('a deletion that takes time', () => {
  it('is taken up by its task, and not started twice', async () => {
    const { mock, system } = await startPlace('qradar', { taskStepMs: 400 });
    try {
      let task = '';
      const onTask = (id: string) => {
        task = id;
      };
      const impatient = { onTask, intervalMs: 1000, timeoutMs: 1 };
      await expect(system.remove('1001', impatient)).rejects.toThrow();
      expect(task).toMatch(/^\d+$/);
      const { done } = await system.remove('1001', { ...QUICK, resume: task });
      expect(done.at(-1)?.kind).toBe('absence-confirmed');
      expect(writes(mock)).toEqual(['deleteUser']);
    } finally {
      await mock.close();
    }
  });
});

describe('a write that the vendor ignores', () => {
  it('is never a success', async () => {
    const { mock, system } = await startPlace('qlik');
    try {
      const jane = (await system.create(newAccounts.qlik)).account as Account;
      mock.faults.add({ operationId: 'patchUser', status: 204 });
      await expect(system.disable(jane.id)).rejects.toMatchObject({
        name: 'RemovalStoppedError',
        cause: { name: 'IgnoredFieldsError' },
      });
      mock.faults.clear();
      await system.disable(jane.id);
      mock.faults.add({ operationId: 'patchUser', status: 204 });
      await expect(system.enable(jane.id)).rejects.toBeInstanceOf(NotConfirmedError);
    } finally {
      await mock.close();
    }
  });
});
