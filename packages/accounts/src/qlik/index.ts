import { HttpError } from '@rollcall/facade';
import { or, type Qlik, where } from '@rollcall/facade/qlik';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { step } from '../shared/step.js';
import type { AccountSystem, CallControl } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { toAccount } from './read.js';

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
  let ownId: Promise<string> | undefined;

  function own(options: CallControl): Promise<string> {
    ownId ??= qlik.users.me(options).then(
      ({ id }) => id,
      (error) => {
        ownId = undefined;
        throw error;
      },
    );
    return ownId;
  }

  const adapter: Adapter = {
    vendor: 'qlik',
    capabilities: CAPABILITIES,

    async *list({ onTotal, signal }) {
      const call = signal ? { signal } : {};
      const mine = await own(call);
      let told = false;
      const pages = qlik.users.list({ totalResults: true }, call).byPage({ pageSize: 100, prefetch: 1 });
      for await (const { items, total } of pages) {
        if (!told && total !== undefined) onTotal?.(total);
        told ||= total !== undefined;
        for (const user of items) if (user.status !== DELETED) yield toAccount(name, user, mine);
      }
    },

    async get(id, { signal }) {
      const call = signal ? { signal } : {};
      try {
        const user = await qlik.users.get(id, {}, call);
        return user.status === DELETED ? undefined : toAccount(name, user, await own(call));
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) return undefined;
        throw error;
      }
    },

    async *candidates(wanted, { signal }) {
      const call = signal ? { signal } : {};
      const filter = or(where('subject', 'eq', wanted), where('email', 'eq', wanted));
      for await (const user of qlik.users.list({ filter }, call)) {
        if (user.status !== DELETED) yield toAccount(name, user, await own(call));
      }
    },

    async *roles(options) {
      const { valid_roles = [] } = await qlik.users.metadata(options);
      for (const role of valid_roles) yield { id: role, name: role };
    },

    async self(options) {
      const user = await qlik.users.me(options);
      return toAccount(name, user, user.id);
    },

    calls: callsOf,

    async create({ addresses = [], displayName, login = '', roles }, call) {
      const user = await qlik.users.create(
        {
          subject: login,
          ...(displayName === undefined ? {} : { name: displayName }),
          ...(addresses[0] === undefined ? {} : { email: addresses[0] }),
          ...(roles === undefined ? {} : { assignedRoles: byName(roles) }),
        },
        call,
      );
      return { id: user.id };
    },

    async change(before, { addresses, displayName, roles }, call) {
      await qlik.users.update(
        before.id,
        {
          ...(displayName === undefined ? {} : { name: displayName }),
          ...(addresses === undefined ? {} : { email: addresses[0] ?? '' }),
          ...(roles === undefined ? {} : { assignedRoles: byName(roles) }),
        },
        call,
      );
      return { id: before.id };
    },

    async setActive(before, active, call) {
      await qlik.users.update(before.id, { status: active ? 'active' : 'disabled' }, call);
      return { done: [], left: [] };
    },

    async remove(before, { signal }) {
      try {
        await qlik.users.delete(before.id, signal ? { signal } : {});
      } catch (error) {
        // Somebody else deleted the user since it was read.
        if (!(error instanceof HttpError && error.status === 404)) throw error;
      }
      return { done: [step('account-removed', `user ${before.login} (${before.id})`)], left: [] };
    },
  };
  return accountSystem(name, adapter);
}

function byName(roles: readonly string[]): { name: string }[] {
  return roles.map((name) => ({ name }));
}
