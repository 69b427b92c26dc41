import {
  createStagedUser,
  deleteStagedUser,
  type filters,
  getStagedDeleteTask,
  getStagedSecurityProfile,
  getStagedUser,
  getStagedUserRole,
  inputFields,
  listStagedSecurityProfiles,
  listStagedUserRoles,
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
import { type Extra, writtenFields } from '../util/fields.js';
import { loadedOnce } from '../util/loaded-once.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { type DeletionVerbs, deletionVerbs } from './delete-tasks.js';
import type { Deploys } from './deploy.js';
import type { DirectoryQuery } from './directories.js';
import type { Filter } from './filter.js';
import { quote } from './filter-values.js';
import { rangeList } from './range-list.js';
import type { Projected, QRadarSecurityProfile, QRadarStagedUser, QRadarUserRole, SortKey } from './types.js';

type StagedUserKey = keyof QRadarStagedUser & string;

export interface StagedUserQuery<Fields extends readonly StagedUserKey[] | undefined = undefined> {
  readonly filter?: Filter<keyof (typeof filters)['listStagedUsers'] & string> | string;
  readonly fields?: Fields;
  readonly sort?: SortKey<QRadarStagedUser> | readonly SortKey<QRadarStagedUser>[];
}

/** Users of the staged configuration: what is created, changed or deleted here is active after a deploy (IBM). */
export interface StagedUsers extends DeletionVerbs {
  list<const Fields extends readonly StagedUserKey[] | undefined = undefined>(
    query?: StagedUserQuery<Fields>,
    options?: CallOptions,
  ): Paged<Projected<QRadarStagedUser, Fields>>;
  get(id: number, options?: CallOptions): Promise<QRadarStagedUser>;
  find(username: string, options?: CallOptions): Promise<QRadarStagedUser | undefined>;
  /** Roles and profiles go by flat ids. `password` is needed where the console uses system authentication. */
  create(input: StagedUserCreate & Extra, options?: WriteOptions): Promise<QRadarStagedUser>;
  /** Role, profile, tenant and description wait for a deploy; the other fields hold at once. The name cannot change. */
  update(id: number, patch: StagedUserUpdate & Extra, options?: WriteOptions): Promise<QRadarStagedUser>;
}

/** IBM's staged configuration. */
export interface Staged extends Deploys {
  readonly users: StagedUsers;
  readonly userRoles: {
    list(
      query?: DirectoryQuery<'listStagedUserRoles'> & { contains?: string },
      options?: CallOptions,
    ): Paged<QRadarUserRole>;
    get(id: number, options?: CallOptions): Promise<QRadarUserRole>;
  };
  readonly securityProfiles: {
    list(
      query?: DirectoryQuery<'listStagedSecurityProfiles'> & { tenant_id?: number },
      options?: CallOptions,
    ): Paged<QRadarSecurityProfile>;
    get(id: number, options?: CallOptions): Promise<QRadarSecurityProfile>;
  };
}

export function qradarStaged(connection: Connection): Staged {
  return {
    users: stagedUsers(connection),
    userRoles: {
      list: (query, options) =>
        rangeList(connection, listStagedUserRoles, query, options, queryFields.listStagedUserRoles),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getStagedUserRole, { path: { id } }, options), {
          ...WITH_NUMERIC_ID,
          is: id,
        });
      },
    },
    securityProfiles: {
      list: (query, options) =>
        rangeList(
          connection,
          listStagedSecurityProfiles,
          query,
          options,
          queryFields.listStagedSecurityProfiles,
        ),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getStagedSecurityProfile, { path: { id } }, options), {
          ...WITH_NUMERIC_ID,
          is: id,
        });
      },
    },
    ...deploysOf(connection),
  };
}

/** Loaded when something is deployed. */
function deploysOf(connection: Connection): Deploys {
  const deploys = loadedOnce(async () => (await import('./deploy.js')).qradarDeploys(connection));
  return {
    deploy: async (...given) => (await deploys()).deploy(...given),
    startDeploy: async (...given) => (await deploys()).startDeploy(...given),
    deployStatus: async (...given) => (await deploys()).deployStatus(...given),
    waitForDeploy: async (...given) => (await deploys()).waitForDeploy(...given),
  };
}

function stagedUsers(connection: Connection): StagedUsers {
  const users: StagedUsers = {
    list: (query, options) =>
      rangeList(connection, listStagedUsers, query, options, queryFields.listStagedUsers),

    async get(id, options) {
      checkNumericId('id', id);
      return expectObject(await connection.call(getStagedUser, { path: { id } }, options), {
        ...WITH_NUMERIC_ID,
        is: id,
      });
    },

    async find(username, options) {
      for await (const found of users.list({ filter: `username=${quote(username)}` }, options)) {
        if (found.username === username) return found;
      }
      return undefined;
    },

    async create(body, { verify, ...call } = {}) {
      checkRequired('user', body, ['username', 'email', 'user_role_id', 'security_profile_id']);
      const fields = writtenFields('user', body, inputFields.createStagedUser);
      const result = await connection.call(createStagedUser, { body: fields }, call);
      const user = expectObject<QRadarStagedUser>(result, WITH_NUMERIC_ID);
      const readBack = () => users.get(user.id, call);
      const forms = normalForms.StagedUserCreate;
      return (await checkWritten(fields, user, result, { forms, readBack, verify })) as QRadarStagedUser;
    },

    async update(id, patch, { verify, ...call } = {}) {
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
