import {
  type Client,
  createStagedUser,
  deleteStagedUser,
  type filters,
  getStagedDeleteTask,
  getStagedSecurityProfile,
  getStagedUser,
  getStagedUserRole,
  listStagedSecurityProfiles,
  listStagedUserRoles,
  listStagedUsers,
  type StagedUserCreate,
  type StagedUserUpdate,
  updateStagedUser,
} from '@rollcall/qradar/sdk';
import { expectObject } from '../http/answers.js';
import type { Connection } from '../http/connection.js';
import { checkNumericId, checkRequired } from '../http/input.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { type DeletionVerbs, deletionWaits } from './delete-tasks.js';
import { type Deploys, qradarDeploys } from './deploy.js';
import type { DirectoryQuery } from './directories.js';
import type { Filter } from './filter.js';
import { quote } from './filter-values.js';
import { rangeList } from './lists.js';
import { startDelete } from './start-delete.js';
import type { Projected, QRadarSecurityProfile, QRadarStagedUser, QRadarUserRole, SortKey } from './types.js';

type StagedUserKey = keyof QRadarStagedUser & string;

export interface StagedUserQuery<Fields extends readonly StagedUserKey[] | undefined = undefined> {
  readonly filter?: Filter<keyof (typeof filters)['listStagedUsers'] & string> | string;
  readonly fields?: Fields;
  readonly sort?: SortKey<QRadarStagedUser> | readonly SortKey<QRadarStagedUser>[];
}

/** Users of the staged configuration: what is created, changed or deleted here is active after a deploy (IBM 21.0). */
export interface StagedUsers extends DeletionVerbs {
  list<const Fields extends readonly StagedUserKey[] | undefined = undefined>(
    query?: StagedUserQuery<Fields>,
    options?: CallOptions,
  ): Paged<Projected<QRadarStagedUser, Fields>>;
  get(id: number, options?: CallOptions): Promise<QRadarStagedUser>;
  find(username: string, options?: CallOptions): Promise<QRadarStagedUser | undefined>;
  /** Roles and profiles go by flat ids. `password` is needed where the console uses system authentication. */
  create(input: StagedUserCreate, options?: CallOptions): Promise<QRadarStagedUser>;
  /** Role, profile, tenant and description wait for a deploy; the other fields hold at once. The name cannot change. */
  update(id: number, patch: StagedUserUpdate, options?: CallOptions): Promise<QRadarStagedUser>;
}

/** IBM's staged configuration, `/api/staged_config`. */
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

const withId = { field: 'id', type: 'number' } as const;

export function qradarStaged(connection: Connection<Client>): Staged {
  return {
    users: stagedUsers(connection),
    userRoles: {
      list: (query, options) => rangeList(connection, listStagedUserRoles, query, options),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(
          await connection.call(options, (carrier) => getStagedUserRole({ ...carrier, path: { id } })),
          withId,
        );
      },
    },
    securityProfiles: {
      list: (query, options) => rangeList(connection, listStagedSecurityProfiles, query, options),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(
          await connection.call(options, (carrier) => getStagedSecurityProfile({ ...carrier, path: { id } })),
          withId,
        );
      },
    },
    ...qradarDeploys(connection),
  };
}

function stagedUsers(connection: Connection<Client>): StagedUsers {
  const start = startDelete(connection, (id, carrier) => deleteStagedUser({ ...carrier, path: { id } }));
  const users: StagedUsers = {
    list: (query, options) => rangeList(connection, listStagedUsers, query, options),

    async get(id, options) {
      checkNumericId('id', id);
      return expectObject(
        await connection.call(options, (carrier) => getStagedUser({ ...carrier, path: { id } })),
        withId,
      );
    },

    async find(username, options) {
      for await (const found of users.list({ filter: `username=${quote(username)}` }, options)) {
        if (found.username === username) return found;
      }
      return undefined;
    },

    async create(body, options) {
      checkRequired('user', body, ['username', 'email', 'user_role_id', 'security_profile_id']);
      return expectObject(
        await connection.call(options, (carrier) => createStagedUser({ ...carrier, body })),
        withId,
      );
    },

    async update(id, body, options) {
      checkNumericId('id', id);
      checkRequired('patch', body, []);
      return expectObject(
        await connection.call(options, (carrier) => updateStagedUser({ ...carrier, path: { id }, body })),
        withId,
      );
    },

    delete: start,
    ...deletionWaits(connection, start, (task_id, carrier) =>
      getStagedDeleteTask({ ...carrier, path: { task_id } }),
    ),
  };
  return users;
}
