import {
  createUser,
  deleteUser,
  getUser,
  inputFields,
  listUsers,
  normalForms,
  queryFields,
  type Realm,
  type User,
  type UserCreate,
  type UserUpdate,
  updateUser,
} from '@rollcall/iq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { orNone } from '../http/errors/absent.js';
import { expectList, expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { type Paged, paged } from '../paging/paged.js';
import { checkPatch, checkPathValue, checkRequired } from '../util/check.js';
import { checkQuery, type Extra, writtenFields } from '../util/fields.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';

/** A user as IQ answers it. Its `realm` is one of {@link Realm} or one that a newer server knows. */
export type IqUser = User;

/** What an update may hold. Neither password nor realm can be changed this way (IQ document, Sonatype). */
export type IqUserUpdate = Omit<UserUpdate, 'password' | 'realm'> & {
  readonly password?: never;
  readonly realm?: never;
};

export interface RealmQuery {
  /** The realm to look in. Default: the client's `realm`, else the server's, Internal (IQ document). */
  readonly realm?: Realm;
}

/** Users of an IQ Server. */
export interface IqUsers {
  /**
   * All users of one realm. IQ answers them in one page, so `pageSize` and `prefetch` change nothing.
   * @example
   * for await (const user of iq.users.list()) console.log(user.username, user.email);
   */
  list(query?: RealmQuery, options?: CallOptions): Paged<IqUser>;
  /** One user. @throws HttpError 404 when the realm has none of that name. */
  get(username: string, query?: RealmQuery, options?: CallOptions): Promise<IqUser>;
  /** The same, but undefined when there is none. A 404 that is a web page (a wrong baseUrl, a proxy) still throws. */
  find(username: string, query?: RealmQuery, options?: CallOptions): Promise<IqUser | undefined>;
  /**
   * Creates an Internal user; all five fields are required and nothing is answered (IQ document). Sent once: when the
   * connection breaks, the error's `outcome` is 'unknown'. `verify: true` reads the user back.
   */
  create(input: UserCreate & Extra, options?: WriteOptions): Promise<void>;
  /**
   * Changes the given fields of an Internal user and leaves the others (IQ document; takes no realm, Sonatype).
   * @throws InvalidInputError for a password, a realm, or a `username` that is not the one addressed.
   */
  update(username: string, patch: IqUserUpdate & Extra, options?: WriteOptions): Promise<IqUser>;
  /** Deletes one user of one realm. @throws HttpError 404 when there is none. */
  delete(username: string, query?: RealmQuery, options?: CallOptions): Promise<void>;
}

const BY_NAME = { field: 'username', type: 'string' } as const;

const REQUIRED = [
  'username',
  'password',
  'firstName',
  'lastName',
  'email',
] as const satisfies (keyof UserCreate)[];

export function iqUsers(connection: Connection, defaultRealm: Realm | undefined): IqUsers {
  /** The query of a call: the realm asked for, the client's, or none at all. */
  function inRealm(query: RealmQuery = {}): { query?: { realm: Realm } } {
    checkQuery(query, queryFields.getUser);
    const realm = query.realm ?? defaultRealm;
    if (realm === undefined) return {};
    if (typeof realm !== 'string' || !realm)
      throw new InvalidInputError("realm must be a name, such as 'SAML'");
    return { query: { realm } };
  }

  const users: IqUsers = {
    list(query, options) {
      const realm = inRealm(query);
      return paged(async function* (_, signal) {
        const answer = await connection.call(listUsers, realm, { ...options, signal });
        const items = expectList<IqUser>(answer, 'users', BY_NAME);
        yield { items, start: 0, total: items.length };
      }, options?.signal);
    },

    async get(username, query, options) {
      const realm = inRealm(query);
      return user(await connection.call(getUser, { ...realm, path: { username } }, options), username);
    },

    find: (username, query, options) => orNone(() => users.get(username, query, options)),

    async create(body, options) {
      const { verify, ...call } = writeOptions(options);
      checkRequired('user', body, REQUIRED);
      // A user of such a name could never be read or deleted again.
      checkPathValue('user.username', body.username);
      const fields = writtenFields('user', body, inputFields.createUser);
      const result = await connection.call(createUser, { body: fields }, call);
      const query = body.realm === undefined ? {} : { realm: body.realm as Realm };
      const readBack = () => users.get(body.username, query, call);
      await checkWritten(fields, undefined, result, { forms: normalForms.UserCreate, readBack, verify });
    },

    async update(username, patch, options) {
      const { verify, ...call } = writeOptions(options);
      checkUpdate(username, patch);
      const body = writtenFields('patch', patch, inputFields.updateUser);
      const result = await connection.call(updateUser, { path: { username }, body }, call);
      const readBack = () => users.get(username, {}, call);
      const forms = normalForms.UserUpdate;
      return (await checkWritten(body, user(result, username), result, {
        forms,
        readBack,
        verify,
      })) as IqUser;
    },

    async delete(username, query, options) {
      const realm = inRealm(query);
      await connection.call(deleteUser, { ...realm, path: { username } }, options);
    },
  };
  return users;
}

function checkUpdate(username: string, patch: IqUserUpdate): void {
  checkPatch(patch);
  const { password, realm } = patch as { password?: unknown; realm?: unknown };
  if (password !== undefined) {
    throw new InvalidInputError(
      'patch.password: IQ changes no password this way; the user does it, or an administrator in IQ',
    );
  }
  if (realm !== undefined) {
    throw new InvalidInputError(
      'patch.realm: only Internal users can be updated, and their realm cannot change',
    );
  }
  if (patch.username !== undefined && patch.username !== username) {
    throw new InvalidInputError(
      `patch.username is '${patch.username}' and the user addressed is '${username}'; a user name cannot be changed, leave it out`,
    );
  }
}

function user(result: Result, username: string): IqUser {
  return expectObject<IqUser>(result, { ...BY_NAME, is: username });
}
