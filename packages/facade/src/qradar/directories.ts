import {
  type AuthorizedServiceCreate,
  type AuthorizedServiceCreated,
  type AuthorizedServiceUpdate,
  createAuthorizedService,
  deleteAuthorizedService,
  type filters,
  getAuthorizedService,
  getSecurityProfile,
  getSystemInformation,
  getUserRole,
  getVersion,
  inputFields,
  listAuthorizedServices,
  listRoles,
  listSecurityProfiles,
  listUserRoles,
  listVersions,
  queryFields,
  type SystemInformation,
  updateAuthorizedService,
  type VersionDocument,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { type Extra, writtenFields } from '../util/fields.js';
import type { Filter } from './filter.js';
import { rangeList } from './range-list.js';
import type { QRadarAuthorizedService, QRadarRole, QRadarSecurityProfile, QRadarUserRole } from './types.js';

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
  /** What the QRadar guide names for auditing user changes; its answer is not documented. */
  systemInformation(options?: CallOptions): Promise<SystemInformation>;
}

/** API tokens. They outlive the user that made them: deleting a user revokes none (QRadar guide). */
export interface AuthorizedServices {
  list(
    query?: DirectoryQuery<'listAuthorizedServices'> & { current_authorized_service?: boolean },
    options?: CallOptions,
  ): Paged<QRadarAuthorizedService>;
  get(id: number, options?: CallOptions): Promise<QRadarAuthorizedService>;
  /** The answer holds the token, this once (IBM). */
  create(input: AuthorizedServiceCreate & Extra, options?: CallOptions): Promise<AuthorizedServiceCreated>;
  update(
    id: number,
    patch: AuthorizedServiceUpdate & Extra,
    options?: CallOptions,
  ): Promise<QRadarAuthorizedService>;
  /** Revokes the token at once. A service cannot delete itself (IBM). */
  delete(id: number, options?: CallOptions): Promise<void>;
}

export function qradarLists(connection: Connection): Lists {
  return {
    roles: {
      list: (options) => rangeList(connection, listRoles, undefined, options),
    },
    userRoles: {
      list: (query, options) =>
        rangeList(connection, listUserRoles, query, options, queryFields.listUserRoles),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getUserRole, { path: { id } }, options), {
          ...WITH_NUMERIC_ID,
          is: id,
        });
      },
    },
    securityProfiles: {
      list: (query, options) =>
        rangeList(connection, listSecurityProfiles, query, options, queryFields.listSecurityProfiles),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getSecurityProfile, { path: { id } }, options), {
          ...WITH_NUMERIC_ID,
          is: id,
        });
      },
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

export function qradarAuthorizedServices(connection: Connection): AuthorizedServices {
  return {
    list: (query, options) =>
      rangeList(connection, listAuthorizedServices, query, options, queryFields.listAuthorizedServices),

    async get(id, options) {
      checkNumericId('id', id);
      return expectObject(await connection.call(getAuthorizedService, { path: { id } }, options), {
        ...WITH_NUMERIC_ID,
        is: id,
      });
    },

    async create(body, options) {
      checkRequired('service', body, ['label', 'user_role_id', 'security_profile_id']);
      const fields = writtenFields('service', body, inputFields.createAuthorizedService);
      return expectObject(
        await connection.call(createAuthorizedService, { body: fields }, options),
        WITH_NUMERIC_ID,
      );
    },

    async update(id, patch, options) {
      checkNumericId('id', id);
      checkRequired('patch', patch, []);
      const body = writtenFields('patch', patch, inputFields.updateAuthorizedService);
      return expectObject(await connection.call(updateAuthorizedService, { path: { id }, body }, options), {
        ...WITH_NUMERIC_ID,
        is: id,
      });
    },

    async delete(id, options) {
      checkNumericId('id', id);
      await connection.call(deleteAuthorizedService, { path: { id } }, options);
    },
  };
}
