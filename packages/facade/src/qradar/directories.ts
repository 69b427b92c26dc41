import {
  type filters,
  getSecurityProfile,
  getSystemInformation,
  getUserRole,
  getVersion,
  listRoles,
  listSecurityProfiles,
  listUserRoles,
  listVersions,
  queryFields,
  type SystemInformation,
  type VersionDocument,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId } from '../util/check.js';
import type { Filter } from './filter.js';
import { rangeList } from './range-list.js';
import { readById } from './read-by-id.js';
import type { QRadarRole, QRadarSecurityProfile, QRadarUserRole } from './types.js';

type Filters = typeof filters;
/** What may be asked of a list: its own filter fields and parameters. */
export interface DirectoryQuery<Operation extends keyof Filters> {
  readonly filter?: Filter<keyof Filters[Operation] & string> | string;
}

/** Everything a console lists beside users. */
export interface Lists {
  /** Roles as the QRadar guide lists them (`listRoles`). */
  readonly roles: { list(options?: CallOptions): Paged<QRadarRole> };
  /** Roles as IBM lists them, with capabilities (`listUserRoles`). */
  readonly userRoles: {
    list(
      query?: DirectoryQuery<'listUserRoles'> & { current_user_role?: boolean; contains?: string },
      options?: CallOptions,
    ): Paged<QRadarUserRole>;
    get(id: number, options?: CallOptions): Promise<QRadarUserRole>;
  };
  /** Which of the console's data a user may see; `provision` takes one by name. */
  readonly securityProfiles: {
    list(
      query?: DirectoryQuery<'listSecurityProfiles'> & {
        tenant_id?: number;
        current_security_profile?: boolean;
      },
      options?: CallOptions,
    ): Paged<QRadarSecurityProfile>;
    get(id: number, options?: CallOptions): Promise<QRadarSecurityProfile>;
  };
  /** The API versions a console documents, which of them are deprecated and which are removed (IBM). */
  readonly versions: {
    list(query?: DirectoryQuery<'listVersions'>, options?: CallOptions): Paged<VersionDocument>;
    get(id: number, options?: CallOptions): Promise<VersionDocument>;
  };
  /** The endpoint that the QRadar guide names for auditing user changes. Its answer is not documented. */
  systemInformation(options?: CallOptions): Promise<SystemInformation>;
}

export function qradarLists(connection: Connection): Lists {
  return {
    roles: {
      list: (options) => rangeList(connection, listRoles, undefined, options),
    },
    userRoles: {
      list: (query, options) =>
        rangeList(connection, listUserRoles, query, options, queryFields.listUserRoles),
      get: (id, options) => readById(connection, getUserRole, id, options),
    },
    securityProfiles: {
      list: (query, options) =>
        rangeList(connection, listSecurityProfiles, query, options, queryFields.listSecurityProfiles),
      get: (id, options) => readById(connection, getSecurityProfile, id, options),
    },
    versions: {
      list: (query, options) => rangeList(connection, listVersions, query, options, queryFields.listVersions),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getVersion, { path: { version_id: id } }, options));
      },
    },
    async systemInformation(options) {
      return expectObject(await connection.call(getSystemInformation, {}, options));
    },
  };
}
