import { HttpError, InvalidInputError, orNone } from '@rollcall/facade';
import { literal, or, type QRadar, where } from '@rollcall/facade/qradar';
import type { Account } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { foldName } from '../shared/fold-name.js';
import type { AccountSystem } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { contextOf, controlOf, currentUser } from './context.js';
import { toAccount } from './read.js';
import { removeUser } from './remove.js';
import { pendingOf, readStaged, readStagedUser } from './staged.js';
import { changeUser, createUser } from './write.js';

export interface QRadarAccountsOptions {
  /**
   * On a console with IBM's resources: deploy after each write. A deploy takes other people's staged changes along, so the
   * default is false, and what waits for one is in `left` and in the account's `pending`.
   */
  readonly deploy?: boolean;
}

/**
 * The accounts of one QRadar console.
 *
 * @param name what the system is called in results and messages, such as `qradar-eu`.
 * @example
 * const console = qradarAccounts('qradar', createQRadar({ baseUrl, auth: { secToken } }));
 * for await (const account of console.list({ access: true })) print(account.login, account.tokens?.length);
 */
export function qradarAccounts(
  name: string,
  qradar: QRadar,
  { deploy = false }: QRadarAccountsOptions = {},
): AccountSystem {
  const context = contextOf(name, qradar);

  const adapter: Adapter = {
    vendor: 'qradar',
    capabilities: CAPABILITIES,

    async *list({ onTotal, ...options }) {
      const known = await context.read(options);
      const staged = await readStaged(qradar, controlOf(options));
      const active = new Set<number>();
      let told = false;
      const pages = qradar.users.list({}, controlOf(options)).byPage({ pageSize: 500, prefetch: 1 });
      for await (const { items, total } of pages) {
        if (!told && total !== undefined) onTotal?.(total);
        told ||= total !== undefined;
        for (const user of items) {
          if (staged) active.add(user.id);
          yield toAccount(user, known, pendingOf(user, staged));
        }
      }
      for (const user of staged?.users.values() ?? []) {
        if (!active.has(user.id)) yield toAccount(user, known, 'create');
      }
    },

    async get(id, options) {
      const call = controlOf(options);
      const number = numberOf(name, id);
      const staged = await readStagedUser(qradar, number, call);
      const user = await orNone(() => qradar.users.get(number, call));
      if (user) return toAccount(user, await context.read(options, user.username), pendingOf(user, staged));
      const fresh = staged?.users.get(number);
      return fresh && toAccount(fresh, await context.read(options, fresh.username), 'create');
    },

    async *candidates(wanted, options) {
      const call = controlOf(options);
      const filter = or(
        where('username', 'ilike', literal(wanted)),
        where('email', 'ilike', literal(wanted)),
      );
      const staged = await readStaged(qradar, call);
      for await (const user of qradar.users.list({ filter }, call)) {
        yield toAccount(user, await context.read(options, user.username), pendingOf(user, staged));
      }
      for (const { email, id, username } of staged?.users.values() ?? []) {
        const fits = [username, email].some((each) => each && foldName(each) === foldName(wanted));
        const account = fits ? await adapter.get(String(id), options) : undefined;
        if (account) yield account;
      }
    },

    async *roles(options) {
      const { roles } = await context.directory(options.signal);
      for (const { id, name: role } of roles.values()) yield { id, name: role };
    },

    async *securityProfiles(options) {
      yield* (await context.directory(options.signal)).profiles.values();
    },

    async self(options) {
      const id = await currentUser(qradar, options);
      return id === undefined ? undefined : adapter.get(String(id), options);
    },

    async version(options) {
      try {
        const { external_version, release_name } = await qradar.systemAbout(options);
        return release_name ?? external_version;
      } catch (error) {
        // Not every console has it, nor may every credential read it.
        if (error instanceof HttpError && error.status < 500) return undefined;
        throw error;
      }
    },

    async placeless(options) {
      return (await qradar.consoleResources(options)) === 'ibm' ? ['givenName', 'familyName'] : [];
    },

    async calls(change, before) {
      return callsOf(change, before, { deploy, isIbm: (await qradar.consoleResources()) === 'ibm' });
    },

    create: (account, options) => createUser(qradar, account, { ...options, deploy }),

    async change(before, patch, options) {
      const known = await context.directory(options.signal);
      return changeUser(qradar, name, before, patch, known, { ...options, deploy });
    },

    remove: (before, options) => removeUser(qradar, name, before, { ...options, deploy }),
  };
  return accountSystem(name, adapter);
}

/** An id of QRadar's is a number (IBM). */
function numberOf(system: string, id: Account['id']): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new InvalidInputError(`${system}: '${id}' is no id of QRadar's; that is a whole number`);
}
