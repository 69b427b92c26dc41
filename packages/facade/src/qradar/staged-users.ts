import {
  createStagedUser,
  deleteStagedUser,
  type filters,
  getStagedDeleteTask,
  getStagedUser,
  inputFields,
  listStagedUsers,
  normalForms,
  queryFields,
  type StagedUserCreate,
  type StagedUserUpdate,
  updateStagedUser,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { flag } from '../util/check-options.js';
import { type Extra, writtenFields } from '../util/fields.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import { type DeletionVerbs, deletionVerbs } from './delete-tasks.js';
import type { Filter } from './filter.js';
import { findUser } from './find-user.js';
import { rangeList } from './range-list.js';
import { readById } from './read-by-id.js';
import type { Projected, QRadarStagedUser, SortKey } from './types.js';
import type { PasswordCheck } from './written.js';

type StagedUserKey = keyof QRadarStagedUser & string;

export interface StagedUserQuery<Fields extends readonly StagedUserKey[] | undefined = undefined> {
  readonly filter?: Filter<keyof (typeof filters)['listStagedUsers'] & string> | string;
  readonly fields?: Fields;
  readonly sort?: SortKey<QRadarStagedUser> | readonly SortKey<QRadarStagedUser>[];
}

/** Users of the staged configuration: what is created, changed or deleted here is active after a deploy (IBM). */
export interface StagedUsers extends DeletionVerbs {
  /** All staged users, page by page by `Range` (50 a page unless asked otherwise). */
  list<const Fields extends readonly StagedUserKey[] | undefined = undefined>(
    query?: StagedUserQuery<Fields>,
    options?: CallOptions,
  ): Paged<Projected<QRadarStagedUser, Fields>>;
  /** One staged user. @throws HttpError 404 when there is none. */
  get(id: number, options?: CallOptions): Promise<QRadarStagedUser>;
  /** The staged user with exactly this login name, or undefined. */
  find(username: string, options?: CallOptions): Promise<QRadarStagedUser | undefined>;
  /** Roles and profiles go by flat ids. `password` is needed where the console uses system authentication. */
  create(input: StagedUserCreate & Extra, options?: WriteOptions & PasswordCheck): Promise<QRadarStagedUser>;
  /** Role, profile, tenant and description wait for a deploy; the other fields hold at once. The name cannot change. */
  update(id: number, patch: StagedUserUpdate & Extra, options?: WriteOptions): Promise<QRadarStagedUser>;
}

export function stagedUsers(connection: Connection): StagedUsers {
  const users: StagedUsers = {
    list: (query, options) =>
      rangeList(connection, listStagedUsers, query, options, queryFields.listStagedUsers),

    get: (id, options) => readById(connection, getStagedUser, id, options),

    find: (username, options) => findUser(users.list, username, options),

    async create(body, options) {
      const { verify, checkPassword, ...call } = writeOptions(options, { checkPassword: flag });
      checkRequired('user', body, ['username', 'email', 'user_role_id', 'security_profile_id']);
      const fields = writtenFields('user', body, inputFields.createStagedUser);
      if (checkPassword && fields.password)
        await (await import('./check-password.js')).checkNewPassword(connection, fields.password, call);
      const result = await connection.call(createStagedUser, { body: fields }, call);
      const user = expectObject<QRadarStagedUser>(result, WITH_NUMERIC_ID);
      const readBack = () => users.get(user.id, call);
      const forms = normalForms.StagedUserCreate;
      return (await checkWritten(fields, user, result, { forms, readBack, verify })) as QRadarStagedUser;
    },

    async update(id, patch, options) {
      const { verify, ...call } = writeOptions(options);
      checkNumericId('id', id);
      checkRequired('patch', patch, []);
      const body = writtenFields('patch', patch, inputFields.updateStagedUser);
      const result = await connection.call(updateStagedUser, { path: { id }, body }, call);
      const user = expectObject<QRadarStagedUser>(result, { ...WITH_NUMERIC_ID, is: id });
      const readBack = () => users.get(id, call);
      const forms = normalForms.StagedUserUpdate;
      return (await checkWritten(body, user, result, { forms, readBack, verify })) as QRadarStagedUser;
    },

    ...deletionVerbs(connection, { start: deleteStagedUser, readTask: getStagedDeleteTask }),
  };
  return users;
}
