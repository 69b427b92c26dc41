import { orNone } from '@rollcall/facade';
import { or, type Qlik, where } from '@rollcall/facade/qlik';
import type { Account, Token } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { takeOut } from '../shared/leaver.js';
import { readOnce } from '../shared/read-once.js';
import type { AccountSystem } from '../system.js';
import { readKeys } from './api-keys.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { toAccount } from './read.js';
import { changeUser, createUser } from './write.js';

/** A deleted user may still be answered, with this status (qlik.dev). */
const DELETED = 'deleted';

/**
 * The accounts of one Qlik Cloud tenant. The login is the user's `subject`.
 *
 * @example
 * const tenant = qlikAccounts('qlik', createQlik({ baseUrl, auth: { apiKey } }));
 * await tenant.disable((await tenant.find('jane@example.com'))!.id);
 */
export function qlikAccounts(name: string, qlik: Qlik): AccountSystem {
  const ownId = readOnce(async () => (await qlik.users.me()).id);

  const withKeys = (account: Account, keys: ReadonlyMap<string, Token[]> | undefined): Account =>
    keys ? { ...account, tokens: keys.get(account.id) ?? [] } : account;

  const adapter: Adapter = {
    vendor: 'qlik',
    capabilities: CAPABILITIES,

    async *list({ access, onTotal, signal }) {
      const call = signal ? { signal } : {};
      const mine = await ownId(signal);
      const keys = access ? await readKeys(qlik, call) : undefined;
      let told = false;
      const pages = qlik.users.list({ totalResults: true }, call).byPage({ pageSize: 100, prefetch: 1 });
      for await (const { items, total } of pages) {
        if (!told && total !== undefined) onTotal?.(total);
        told ||= total !== undefined;
        for (const user of items)
          if (user.status !== DELETED) yield withKeys(toAccount(name, user, mine), keys);
      }
    },

    async get(id, { access, signal }) {
      const call = signal ? { signal } : {};
      const user = await orNone(() => qlik.users.get(id, {}, call));
      if (!user || user.status === DELETED) return undefined;
      const account = toAccount(name, user, await ownId(signal));
      return withKeys(account, access ? await readKeys(qlik, call, id) : undefined);
    },

    async *candidates(wanted, { access, signal }) {
      const call = signal ? { signal } : {};
      const filter = or(where('subject', 'eq', wanted), where('email', 'eq', wanted));
      for await (const user of qlik.users.list({ filter }, call)) {
        if (user.status === DELETED) continue;
        const account = toAccount(name, user, await ownId(signal));
        yield withKeys(account, access ? await readKeys(qlik, call, user.id) : undefined);
      }
    },

    async *roles({ signal }) {
      for await (const { id, name: role } of qlik.roles.list({}, signal ? { signal } : {})) {
        yield { id, name: role };
      }
    },

    async *groups({ signal }) {
      for await (const { id, name: group } of qlik.groups.list({}, signal ? { signal } : {})) {
        yield { id, name: group };
      }
    },

    async self(options) {
      const user = await qlik.users.me(options);
      return toAccount(name, user, user.id);
    },

    calls: callsOf,
    create: (account, call) => createUser(qlik, account, call),
    change: (before, patch, call) => changeUser(qlik, name, before, patch, call),

    async setActive({ id, login }, active, { signal }) {
      const call = signal ? { signal } : {};
      if (!active) {
        return takeOut(name, login, () => qlik.users.deprovision({ id }, { mode: 'disable', ...call }));
      }
      await qlik.users.update(id, { status: 'active' }, call);
      return { done: [], left: [] };
    },

    async remove({ id, login }, { signal }) {
      const call = signal ? { signal } : {};
      return takeOut(name, login, () => qlik.users.deprovision({ id }, call));
    },
  };
  return accountSystem(name, adapter);
}
