import {
  countUsers,
  createUser,
  deleteUser,
  type FilterUsersData,
  filterUsers,
  getMe,
  getMetadata,
  getUser,
  type Invitee,
  inputFields,
  inviteUsers,
  type ListUsersData,
  limits,
  listUsers,
  normalForms,
  type PatchOperation,
  patchUser,
  queryFields,
  type UserCreate,
  type UserMetadata,
} from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectObject, WITH_TEXT_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkRequired, fieldList } from '../util/check.js';
import { checkQuery, type Extra, writtenFields } from '../util/fields.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { cursorList } from './cursor-list.js';
import { countIds, type Filter, filterText } from './filter.js';
import { findUser } from './find.js';
import { checkInvitees, type InviteResult, readInvitations } from './invite.js';
import { askedOf, checkPatched, type QlikUserPatch, toOperations } from './patch.js';
import type { Projected, QlikUser, UserKey, UserLookup } from './types.js';

type Fields = readonly UserKey[] | undefined;

export interface FieldsQuery<Names extends Fields = undefined> {
  /** Only these fields are answered, `id` and `links` included only if named (qlik.dev). */
  readonly fields?: Names;
}

/** What may be asked of the filter operation beside the filter. */
export interface FilterQuery<Names extends Fields = undefined>
  extends Omit<NonNullable<FilterUsersData['query']>, 'fields' | 'limit'>,
    FieldsQuery<Names> {
  /** Users per page, 1 to 100; Qlik's default is 20. `byPage({ pageSize })` goes before it. */
  readonly limit?: number;
}

/** What may be asked of the list. Qlik refuses `filter` together with a deprecated parameter. */
export interface UserQuery<Names extends Fields = undefined>
  extends Omit<NonNullable<ListUsersData['query']>, 'fields' | 'limit' | 'filter'>,
    FieldsQuery<Names> {
  /** Only users that pass: `where('email', 'eq', 'jane@corp.example')`, or Qlik's filter text, not URL-encoded. */
  readonly filter?: Filter | string;
  /** Users per page, 1 to 100; Qlik's default is 20. `byPage({ pageSize })` goes before it. */
  readonly limit?: number;
}

/** Users of one Qlik Cloud tenant. */
export interface QlikUsers {
  /** All users, page by page by cursor. `totalResults: true` gives every page its `total`, at the cost of a count. */
  list<const Names extends Fields = undefined>(
    query?: UserQuery<Names>,
    options?: CallOptions,
  ): Paged<Projected<Names>>;
  /**
   * The same by POST, for filters that are too long for an address: 100 ids at most (qlik.dev), counted before sending.
   * Reads only, and is tried again like a GET. A rate tier of its own.
   */
  filter<const Names extends Fields = undefined>(
    filter: Filter | string,
    query?: FilterQuery<Names>,
    options?: CallOptions,
  ): Paged<Projected<Names>>;
  /** One user. @throws HttpError 404 (USERS-7) when there is none. */
  get<const Names extends Fields = undefined>(
    id: string,
    query?: FieldsQuery<Names>,
    options?: CallOptions,
  ): Promise<Projected<Names>>;
  /**
   * The user with this email address (a string or `{ email }`) or subject, in any case of letters, or undefined.
   * @throws InvalidInputError when several users have it; the message lists them.
   */
  find(who: UserLookup, options?: CallOptions): Promise<QlikUser | undefined>;
  /** Creates an invited user. Sent once: when the connection breaks, the error's `outcome` is 'unknown'. */
  create(input: UserCreate & Extra, options?: WriteOptions): Promise<QlikUser>;
  /**
   * Changes the given fields, each by a JSON Patch operation; a list of operations is sent as it is.
   * @throws PartialFailureError when Qlik did a part of them only (207); its `results` is a `PatchFailure`.
   */
  update(id: string, patch: QlikUserPatch | readonly PatchOperation[], options?: WriteOptions): Promise<void>;
  /** Deletes a user. @throws HttpError 404 when there is none. */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** How many users the tenant has. */
  count(query?: { readonly tenantId?: string }, options?: CallOptions): Promise<number>;
  /**
   * Sends invitations. One that fails does not make the call fail, since the others have gone out: look at `failed`.
   * Sent once: a second time would write to people again. @throws InvalidInputError for an address that is none.
   */
  invite(invitees: readonly Invitee[], options?: CallOptions): Promise<InviteResult>;
  /** The user whose API key this is: follows Qlik's redirect, within the same origin only. */
  me(options?: CallOptions): Promise<QlikUser>;
  /** The names of the system roles. @deprecated By Qlik, in favour of its roles resource. */
  metadata(options?: CallOptions): Promise<UserMetadata>;
}

export function qlikUsers(connection: Connection): QlikUsers {
  const users: QlikUsers = {
    list(given = {}, options) {
      checkQuery(given, queryFields.listUsers);
      const { filter, fields, ...query } = given;
      const text = filter === undefined ? {} : { filter: filterText(filter) };
      return cursorList(
        connection,
        'listUsers',
        { generated: listUsers },
        { ...query, ...text, ...fieldList(fields) },
        options,
      );
    },

    filter(filter, given = {}, options) {
      checkQuery(given, queryFields.filterUsers);
      const { fields, ...query } = given;
      const body = { filter: filterText(filter) };
      checkIds(filter);
      return cursorList(
        connection,
        'filterUsers',
        { generated: filterUsers, body },
        { ...query, ...fieldList(fields) },
        options,
      );
    },

    async get(id, asked = {}, options) {
      checkQuery(asked, ['fields']);
      const { fields } = asked;
      const query = fieldList(fields);
      const answer = await connection.call(getUser, { path: { userId: id }, query }, options);
      return expectObject(answer, !fields || fields.includes('id') ? { ...WITH_TEXT_ID, is: id } : undefined);
    },

    find: (who, options) => findUser(users, who, options),

    async create(body, { verify, ...call } = {}) {
      checkRequired('user', body, ['subject']);
      const fields = writtenFields('user', body, inputFields.createUser);
      const result = await connection.call(createUser, { body: fields }, call);
      const user = expectObject<QlikUser>(result, WITH_TEXT_ID);
      const answered: unknown = user.subject;
      if (answered !== undefined && String(answered).toLowerCase() !== body.subject.toLowerCase()) {
        throw protocolError(
          result.call,
          result.response,
          'a user was created, and the answer is about another',
        );
      }
      const readBack = async () => (await users.get(user.id, {}, call)) as QlikUser;
      const forms = normalForms.UserCreate;
      return (await checkWritten(fields, user, result, { forms, readBack, verify })) as QlikUser;
    },

    async update(id, patch, { verify, ...call } = {}) {
      const body = toOperations(patch);
      const result = await connection.call(patchUser, { path: { userId: id }, body }, call);
      checkPatched(result, body);
      const readBack = async () => (await users.get(id, {}, call)) as QlikUser;
      const forms = normalForms.PatchOperation;
      await checkWritten(askedOf(body), undefined, result, { forms, readBack, verify });
    },

    async delete(id, options) {
      await connection.call(deleteUser, { path: { userId: id } }, options);
    },

    async count(query, options) {
      checkQuery(query, queryFields.countUsers);
      const answer = await connection.call(countUsers, { query }, options);
      return expectObject<{ total: number }>(answer, { field: 'total', type: 'number' }).total;
    },

    async invite(invitees, options) {
      checkInvitees(invitees);
      const body = { invitees: [...invitees] };
      return readInvitations(await connection.call(inviteUsers, { body }, options), invitees);
    },

    async me(options) {
      // The spec ends at the redirect, so what comes after it has no generated type.
      return expectObject(await connection.call(getMe, {}, options), WITH_TEXT_ID);
    },

    async metadata(options) {
      return expectObject(await connection.call(getMetadata, {}, options));
    },
  };
  return users;
}

function checkIds(filter: Filter | string): void {
  const most = limits.filterUsers.maxIds;
  const ids = countIds(filter);
  if (ids > most)
    throw new InvalidInputError(`filter names ${ids} ids, and Qlik takes ${most} at most: ask in parts`);
}
