import {
  getStagedSecurityProfile,
  getStagedUserRole,
  listStagedSecurityProfiles,
  listStagedUserRoles,
  queryFields,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { loadedOnce } from '../util/loaded-once.js';
import type { Deploys } from './deploy.js';
import type { DirectoryQuery } from './directories.js';
import { rangeList } from './range-list.js';
import { readById } from './read-by-id.js';
import { type StagedUsers, stagedUsers } from './staged-users.js';
import type { QRadarSecurityProfile, QRadarUserRole } from './types.js';

/** IBM's staged configuration. */
export interface Staged extends Deploys {
  /** Users as they will be after a deploy. */
  readonly users: StagedUsers;
  /** Roles as they will be after a deploy, which a staged user's `user_role_id` names. */
  readonly userRoles: {
    list(
      query?: DirectoryQuery<'listStagedUserRoles'> & { contains?: string },
      options?: CallOptions,
    ): Paged<QRadarUserRole>;
    get(id: number, options?: CallOptions): Promise<QRadarUserRole>;
  };
  /** Security profiles as they will be after a deploy, which a staged user's `security_profile_id` names. */
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
      get: (id, options) => readById(connection, getStagedUserRole, id, options),
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
      get: (id, options) => readById(connection, getStagedSecurityProfile, id, options),
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
