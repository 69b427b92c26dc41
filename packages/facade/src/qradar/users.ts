import {
  createUser,
  type DeployedUserUpdate,
  deleteUser,
  type filters,
  getDeleteTask,
  getUser,
  inputFields,
  listUsers,
  queryFields,
  type UserCreate,
  type UserUpdate,
  updateUser,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectObject, withNumericId } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { type Extra, writtenFields } from '../util/fields.js';
import { type DeletionVerbs, deletionVerbs } from './delete-tasks.js';
import { type Dependents, qradarDependents } from './dependents.js';
import { type Filter, quote } from './filter.js';
import { rangeList } from './range-list.js';
import type { Projected, QRadarUser, SortKey } from './types.js';

/** A field that the users list filters by. */
export type UserFilterField = keyof (typeof filters)['listUsers'] & string;
type UserKey = keyof QRadarUser & string;

export interface UserQuery<Fields extends readonly UserKey[] | undefined = undefined> {
  /** Only users that pass: `where('email', 'like', '%@example.com')`, or QRadar's grammar as a string, not URL-encoded. */
  readonly filter?: Filter<UserFilterField> | string;
  /** Only these fields are answered, `id` included only if named. */
  readonly fields?: Fields;
  /** `'username'`, `'-id'`, or several in order. Which fields a console sorts by is its own affair: 422 otherwise. */
  readonly sort?: SortKey<QRadarUser> | readonly SortKey<QRadarUser>[];
  /** Only the caller's own user; a service has none (IBM 21.0). */
  readonly current_user?: boolean;
}

/** What a user update may hold: the guide's fields, or IBM's, whose console changes only these at once. */
export type QRadarUserUpdate = UserUpdate | DeployedUserUpdate;

/** Users of the deployed configuration, `/api/config/access/users`. */
export interface QRadarUsers extends DeletionVerbs, Dependents {
  /** All users, page by page by `Range` (50 a page unless asked otherwise). */
  list<const Fields extends readonly UserKey[] | undefined = undefined>(
    query?: UserQuery<Fields>,
    options?: CallOptions,
  ): Paged<Projected<QRadarUser, Fields>>;
  /** One user. @throws HttpError 404 when there is none. */
  get(id: number, options?: CallOptions): Promise<QRadarUser>;
  /** The user with exactly this login name, or undefined. */
  find(username: string, options?: CallOptions): Promise<QRadarUser | undefined>;
  /**
   * Creates a user as the QRadar guide does, active at once. Role and profile go by id; `provision` takes names.
   * Sent once: when the connection breaks, the error's `outcome` is 'unknown'. @throws HttpError 409 for a taken name.
   */
  create(input: UserCreate & Extra, options?: CallOptions): Promise<QRadarUser>;
  /**
   * Changes the given fields and leaves the others. The QRadar guide changes any field; IBM's console changes only email,
   * locale, pop-ups, fallback, inactivity timeout and password here and ignores the rest silently: role and profile
   * change by `staged.users.update` and a deploy there.
   */
  update(id: number, patch: QRadarUserUpdate & Extra, options?: CallOptions): Promise<QRadarUser>;
}

export function qradarUsers(connection: Connection): QRadarUsers {
  const users: QRadarUsers = {
    list: (query, options) => rangeList(connection, listUsers, query, options, queryFields.listUsers),

    async get(id, options) {
      checkNumericId('id', id);
      return user(await connection.call(getUser, { path: { id } }, options), id);
    },

    async find(username, options) {
      for await (const found of users.list({ filter: `username=${quote(username)}` }, options)) {
        // A console that does not filter would answer everybody.
        if (found.username === username) return found;
      }
      return undefined;
    },

    async create(body, options) {
      checkRequired('user', body, ['username', 'password', 'user_role', 'security_profile']);
      checkNumericId('user.user_role.id', body.user_role?.id);
      checkNumericId('user.security_profile.id', body.security_profile?.id);
      const fields = writtenFields('user', body, inputFields.createUser);
      const result = await connection.call(createUser, { body: fields }, options);
      return named(user(result), body.username, result);
    },

    async update(id, patch, options) {
      checkNumericId('id', id);
      checkRequired('patch', patch, []);
      const body = writtenFields('patch', patch, inputFields.updateUser);
      return user(await connection.call(updateUser, { path: { id }, body }, options), id);
    },

    ...deletionVerbs(connection, { start: deleteUser, readTask: getDeleteTask }),
    ...qradarDependents(connection),
  };
  return users;
}

function user(result: Result, id?: number): QRadarUser {
  return expectObject<QRadarUser>(result, { ...withNumericId, is: id });
}

/** A user that was just created has the name that was sent. */
function named(created: QRadarUser, username: string, { call, response }: Result): QRadarUser {
  const answered: unknown = created.username;
  if (answered === undefined || String(answered).toLowerCase() === username.toLowerCase()) return created;
  throw protocolError(call, response, 'a user was created, and the answer is about another');
}
