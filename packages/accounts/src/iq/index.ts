import { HttpError, InvalidInputError } from '@rollcall/facade';
import type { Iq, IqUser, Realm } from '@rollcall/facade/iq';
import type { Account } from '../account.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { present } from '../shared/present.js';
import { randomPassword } from '../shared/random-password.js';
import { step } from '../shared/step.js';
import type { AccountSystem } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';

export interface IqAccountsOptions {
  /** The realms whose users are accounts here. Default: Internal, as the server's own (IQ document). */
  readonly realms?: readonly Realm[];
  /** User name of the credential, when it is of Basic: that account is marked as `own`. */
  readonly ownUsername?: string;
}

/**
 * The accounts of one IQ Server. An id is `realm/username`: the same name may be in several realms.
 *
 * @example
 * const iq = iqAccounts('iq', createIq({ baseUrl, auth }), { realms: ['Internal', 'SAML'] });
 * const account = await iq.get('Internal/jdoe');
 */
export function iqAccounts(name: string, iq: Iq, options: IqAccountsOptions = {}): AccountSystem {
  const { ownUsername, realms = ['Internal'] } = options;

  const toAccount = ({ email, firstName, lastName, username }: IqUser, realm: Realm): Account => ({
    system: name,
    id: `${realm}/${username}`,
    login: username,
    ...present({ givenName: firstName, familyName: lastName }),
    addresses: email ? [email] : [],
    ...(realm === 'Internal' && username === ownUsername ? { own: true } : {}),
  });

  const adapter: Adapter = {
    vendor: 'iq',
    capabilities: CAPABILITIES,

    async *list({ onTotal, signal }) {
      const call = signal ? { signal } : {};
      const lists: Account[][] = [];
      // IQ answers a realm as one page; all of them are read before the total is told.
      for (const realm of realms) {
        const users = await iq.users.list({ realm }, call).toArray();
        lists.push(users.map((user) => toAccount(user, realm)));
      }
      onTotal?.(lists.reduce((sum, { length }) => sum + length, 0));
      for (const accounts of lists) yield* accounts;
    },

    async get(id, { signal }) {
      const { realm, username } = parse(name, id);
      const user = await iq.users.find(username, { realm }, signal ? { signal } : {});
      return user && toAccount(user, realm);
    },

    // IQ has no filter; a whole realm is one call.
    candidates: (_wanted, { signal }) => adapter.list(signal ? { signal } : {}),

    async *roles() {},

    async self({ signal }) {
      const call = signal ? { signal } : {};
      if (ownUsername !== undefined) return adapter.get(`Internal/${ownUsername}`, call);
      // A user token says nothing about its owner; that it may list users says that it is accepted.
      await iq.users.list({}, call).toArray();
      return undefined;
    },

    calls: callsOf,

    async create({ addresses = [], familyName = '', givenName = '', login = '', password }, call) {
      await iq.users.create(
        {
          username: login,
          password: password ?? randomPassword(),
          firstName: givenName,
          lastName: familyName,
          email: addresses[0] ?? '',
        },
        call,
      );
      return { id: `Internal/${login}` };
    },

    async change(before, patch, call) {
      const { realm, username } = parse(name, before.id);
      if (realm !== 'Internal') {
        throw new InvalidInputError(
          `${name}: only Internal users can be changed, and ${username} is of ${realm}; change it where it comes from`,
        );
      }
      await iq.users.update(
        username,
        {
          ...(patch.givenName === undefined ? {} : { firstName: patch.givenName }),
          ...(patch.familyName === undefined ? {} : { lastName: patch.familyName }),
          ...(patch.addresses === undefined ? {} : { email: patch.addresses[0] ?? '' }),
        },
        call,
      );
      return { id: before.id };
    },

    async remove(before, { signal }) {
      const { realm, username } = parse(name, before.id);
      await deleteOnce(() => iq.users.delete(username, { realm }, signal ? { signal } : {}));
      const left = {
        what: `role memberships and the user token of ${username}`,
        reason: 'whether IQ takes them away with the user is not documented',
        todo: `Look for ${username} under Access of each organization and application, and revoke its user token.`,
      };
      return { done: [step('account-removed', `user ${username} of realm ${realm}`)], left: [left] };
    },
  };
  return accountSystem(name, adapter);
}

/** Somebody else may have deleted the user since it was read; it is gone, as was asked. */
async function deleteOnce(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof HttpError && error.status === 404)) throw error;
  }
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
