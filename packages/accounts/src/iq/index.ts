import { InvalidInputError } from '@rollcall/facade';
import type { Iq, IqUser, Realm } from '@rollcall/facade/iq';
import type { Account, Token } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { isCalled } from '../shared/fold-name.js';
import { takeOut } from '../shared/leaver.js';
import { present } from '../shared/present.js';
import type { AccountSystem, CallControl } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { type Membership, readMemberships, roleGrantOf } from './memberships.js';
import { changeUser, createUser } from './write.js';

export interface IqAccountsOptions {
  /** The realms whose users are accounts here. Default: Internal, as the server's own (IQ document). */
  readonly realms?: readonly Realm[];
  /** User name of the credential, when it is of Basic: that account is marked as `own`. */
  readonly ownUsername?: string;
}

/**
 * The accounts of one IQ Server. An id is `realm/username`: the same name may be in several realms. A membership is bound to
 * a name and knows no realm (Sonatype), so that users of one name share theirs.
 *
 * @example
 * const iq = iqAccounts('iq', createIq({ baseUrl, auth }), { realms: ['Internal', 'SAML'] });
 * const account = await iq.get('Internal/jdoe', { access: true });
 */
export function iqAccounts(name: string, iq: Iq, options: IqAccountsOptions = {}): AccountSystem {
  const { ownUsername } = options;
  // A realm that is named twice is read once: its users would be there twice.
  const realms = new Set<Realm>(options.realms ?? ['Internal']);
  if (realms.size === 0)
    throw new InvalidInputError(`${name}: realms is empty, and names none whose users to list`);

  const toAccount = (
    { email, firstName, lastName, username }: IqUser,
    realm: Realm,
    memberships?: ReadonlyMap<string, Membership[]>,
  ): Account => ({
    system: name,
    id: `${realm}/${username}`,
    login: username,
    ...present({ givenName: firstName, familyName: lastName }),
    addresses: email ? [email] : [],
    ...(memberships ? { roles: (memberships.get(username) ?? []).map(roleGrantOf) } : {}),
    ...(realm === 'Internal' && username === ownUsername ? { own: true } : {}),
  });

  /** The user token, without its code. One call for each user: lists go without. */
  async function tokensOf(username: string, realm: Realm, call: CallControl): Promise<Token[]> {
    const token = await iq.userTokens.find(username, realm === 'Internal' ? {} : { realm }, call);
    if (!token) return [];
    const times = { expiresAt: token.expirationDate, lastUsedAt: token.lastAccessTime };
    return [{ kind: 'user-token', id: `of ${username}`, ...present(times) }];
  }

  const adapter: Adapter = {
    vendor: 'iq',
    capabilities: CAPABILITIES,

    async *list({ access, onTotal, signal }) {
      const call = signal ? { signal } : {};
      const memberships = access ? await readMemberships(iq, call) : undefined;
      const lists: Account[][] = [];
      // IQ answers a realm as one page; all of them are read before the total is told.
      for (const realm of realms) {
        const users = await iq.users.list({ realm }, call).toArray();
        lists.push(users.map((user) => toAccount(user, realm, memberships)));
      }
      onTotal?.(lists.reduce((sum, { length }) => sum + length, 0));
      for (const accounts of lists) yield* accounts;
    },

    async get(id, { access, signal }) {
      const call = signal ? { signal } : {};
      const { realm, username } = parse(name, id);
      const user = await iq.users.find(username, { realm }, call);
      if (!user || !access) return user && toAccount(user, realm);
      const account = toAccount(user, realm, await readMemberships(iq, call));
      return { ...account, tokens: await tokensOf(username, realm, call) };
    },

    // IQ has no filter; a whole realm is one call.
    async *candidates(wanted, { access, signal }) {
      const call = signal ? { signal } : {};
      for await (const account of adapter.list(call)) {
        const fits = isCalled(account, wanted);
        const found = fits && access ? await adapter.get(account.id, { access, ...call }) : account;
        if (fits && found) yield found;
      }
    },

    async *roles({ signal }) {
      for (const { id = '', name: role } of await iq.roles.list(signal ? { signal } : {})) {
        yield { id, name: role ?? id };
      }
    },

    async self({ signal }) {
      const call = signal ? { signal } : {};
      if (ownUsername !== undefined) return adapter.get(`Internal/${ownUsername}`, call);
      // A user token says nothing about its owner; that it may list users says that it is accepted.
      await iq.users.list({}, call).toArray();
      return undefined;
    },

    calls: callsOf,
    create: (account, call) => createUser(iq, account, call),

    async change(before, patch, call) {
      const { realm, username } = parse(name, before.id);
      const ofUser = Object.keys(patch).some((field) => field !== 'roles');
      if (realm !== 'Internal' && ofUser) {
        throw new InvalidInputError(
          `${name}: only roles of a user of ${realm} can be changed here, and ${username} is one; change the rest where it comes from`,
        );
      }
      await changeUser(iq, name, username, before, patch, call);
      return { id: before.id };
    },

    async remove(before, { signal }) {
      const { realm, username } = parse(name, before.id);
      const call = signal ? { signal } : {};
      return takeOut(name, username, () => iq.users.deprovision(username, { realm, ...call }));
    },
  };
  return accountSystem(name, adapter);
}

function parse(system: string, id: string): { realm: Realm; username: string } {
  const slash = id.indexOf('/');
  if (slash > 0 && slash < id.length - 1) {
    return { realm: id.slice(0, slash) as Realm, username: id.slice(slash + 1) };
  }
  throw new InvalidInputError(
    `${system}: '${id}' is no id of an IQ account; that is realm/username, such as Internal/jdoe`,
  );
}
