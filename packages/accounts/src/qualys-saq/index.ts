import { InvalidInputError } from '@rollcall/facade';
import { type QualysSaq, where } from '@rollcall/facade/qualys-saq';
import type { Account } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { isCalled } from '../shared/fold-name.js';
import { takeOut } from '../shared/leaver.js';
import { present } from '../shared/present.js';
import type { AccountSystem, CallControl } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { changeUser, createUser } from './write.js';

export interface QualysSaqAccountsOptions {
  /** User name of the credential: an account of this login is marked as `own`. */
  readonly ownUsername?: string;
}

/** The most that a search answers at once (third party). */
const PAGE_SIZE = 1000;

type SaqUser = Awaited<ReturnType<QualysSaq['users']['get']>>;

/**
 * The accounts of one Qualys SAQ subscription. The login is the `userName`, which the platform makes; where it has none,
 * the address.
 *
 * @example
 * const saq = qualysSaqAccounts('saq', createQualysSaq({ baseUrl, auth }), { ownUsername: auth.username });
 * await saq.remove((await saq.find('jane@example.com'))!.id);
 */
export function qualysSaqAccounts(
  name: string,
  saq: QualysSaq,
  { ownUsername }: QualysSaqAccountsOptions = {},
): AccountSystem {
  const toAccount = ({ emailAddress, firstName, id, lastName, tags = [], userName }: SaqUser): Account => ({
    system: name,
    id,
    login: userName ?? emailAddress ?? id,
    ...present({ givenName: firstName, familyName: lastName }),
    addresses: emailAddress ? [emailAddress] : [],
    tags: tags.map((tag) => ({ id: tag.id ?? '', name: tag.name ?? `tag ${tag.id}` })),
    ...(ownUsername !== undefined && userName === ownUsername ? { own: true } : {}),
  });

  /** As it is spelt, and in small letters. */
  async function search(wanted: string, call: CallControl): Promise<Account[]> {
    // An address is never a login: the platform makes that of the part before the @.
    const field = wanted.includes('@') ? 'emailAddress' : 'userName';
    const found: Account[] = [];
    for (const spelling of new Set([wanted, wanted.toLowerCase()])) {
      const users = await saq.users.list(where(field, 'EQUALS', spelling), call).toArray();
      found.push(...users.map(toAccount));
    }
    return found;
  }

  const adapter: Adapter = {
    vendor: 'qualys-saq',
    capabilities: CAPABILITIES,

    async *list({ onTotal, signal }) {
      const call = signal ? { signal } : {};
      if (onTotal) onTotal(await saq.users.count([], call));
      const pages = saq.users.list([], call).byPage({ pageSize: PAGE_SIZE, prefetch: 1 });
      for await (const { items } of pages) yield* items.map(toAccount);
    },

    // A search, because the answer to a get tells an unknown id and a bad request by the same code (Qualys document).
    async get(id, { signal }) {
      if (!/^\d{1,19}$/.test(id))
        throw new InvalidInputError(`${name}: '${id}' is no id of Qualys'; that is digits`);
      const found = await saq.users.list(where('id', 'EQUALS', id), signal ? { signal } : {}).toArray();
      const user = found.find((each) => each.id === id);
      return user && toAccount(user);
    },

    async *candidates(wanted, { signal }) {
      const call = signal ? { signal } : {};
      let found = false;
      let isFirst = true;
      for await (const { items } of saq.users.list([], call).byPage({ pageSize: PAGE_SIZE })) {
        const fitting = items.map(toAccount).filter((account) => isCalled(account, wanted));
        yield* fitting;
        found ||= fitting.length > 0;
        // Whether a search minds the case of letters is not documented: one page of all is as dear as a search, and sure. Of
        // many pages the rest is read only for somebody whom the searches do not find.
        if (isFirst && items.length === PAGE_SIZE) {
          const searched = await search(wanted, call);
          yield* searched;
          found ||= searched.length > 0;
        }
        isFirst = false;
        if (found) return;
      }
    },

    async *roles() {},

    async *tags({ signal }) {
      for await (const { id, name: tag } of saq.tags.list([], signal ? { signal } : {}))
        yield { id, name: tag };
    },

    async self({ signal }) {
      const call = signal ? { signal } : {};
      if (ownUsername === undefined) {
        await saq.users.count([], call);
        return undefined;
      }
      const [user] = await saq.users.list(where('userName', 'EQUALS', ownUsername), call).toArray();
      return user && toAccount(user);
    },

    calls: callsOf,

    create: (account, call) => createUser(saq, account, call),
    change: (before, patch, call) => changeUser(saq, name, before, patch, call),

    async remove({ id, login }, { signal }) {
      const call = signal ? { signal } : {};
      return takeOut(name, login, () => saq.users.deprovision({ id }, call));
    },
  };
  return accountSystem(name, adapter);
}
