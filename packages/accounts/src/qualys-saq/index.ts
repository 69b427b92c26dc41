import { InvalidInputError } from '@rollcall/facade';
import { type QualysSaq, where } from '@rollcall/facade/qualys-saq';
import type { Account } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { present } from '../shared/present.js';
import { step } from '../shared/step.js';
import type { AccountSystem } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';

export interface QualysSaqAccountsOptions {
  /** User name of the credential: an account of this login is marked as `own`. */
  readonly ownUsername?: string;
}

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

  const adapter: Adapter = {
    vendor: 'qualys-saq',
    capabilities: CAPABILITIES,

    async *list({ onTotal, signal }) {
      const call = signal ? { signal } : {};
      if (onTotal) onTotal(await saq.users.count([], call));
      const pages = saq.users.list([], call).byPage({ pageSize: 1000, prefetch: 1 });
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
      for await (const user of saq.users.list(where('emailAddress', 'EQUALS', wanted), call))
        yield toAccount(user);
      // An address is never a login: the platform makes that of the part before the @.
      if (wanted.includes('@')) return;
      for await (const user of saq.users.list(where('userName', 'EQUALS', wanted), call))
        yield toAccount(user);
    },

    async *roles() {},

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

    async create({ addresses = [], company = '', familyName = '', givenName = '' }, call) {
      const user = await saq.users.create(
        { firstName: givenName, lastName: familyName, company, emailAddress: addresses[0] ?? '' },
        call,
      );
      return user.id;
    },

    async change(before, { addresses, company, familyName, givenName }, call) {
      await saq.users.update(
        before.id,
        {
          ...present({ firstName: givenName, lastName: familyName, company }),
          ...(addresses?.[0] === undefined ? {} : { emailAddress: addresses[0] }),
        },
        call,
      );
    },

    async remove(before, { signal }) {
      await saq.users.delete(before.id, signal ? { signal } : {});
      return { done: [step('account-removed', `user ${before.login} (${before.id})`)], left: [] };
    },
  };
  return accountSystem(name, adapter);
}
