import {
  type Application,
  deleteUserToken,
  getRole,
  getUserToken,
  listApplications,
  listOrganizations,
  listRoles,
  type Organization,
  queryFields,
  type Role,
  type TokenRealm,
  type UserToken,
} from '@rollcall/iq/sdk';
import type { Connection } from '../http/connection.js';
import { deleteOrAbsent, orNone } from '../http/errors/absent.js';
import { expectList, expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import { checkQuery } from '../util/fields.js';

/** What memberships point to; IQ answers each list in one page. */
export interface IqDirectories {
  /** The roles of the server, built in and made by administrators. */
  readonly roles: {
    list(options?: CallOptions): Promise<Role[]>;
    /** One role with its permissions (since IQ 198). */
    get(id: string, options?: CallOptions): Promise<Role>;
  };
  /** What applications belong to. */
  readonly organizations: { list(options?: CallOptions): Promise<Organization[]> };
  /** What IQ evaluates. Memberships go by the internal `id`; people know the `publicId`. */
  readonly applications: { list(options?: CallOptions): Promise<Application[]> };
  /** The token pair that a user may have instead of a password. It outlives changes of the password. */
  readonly userTokens: {
    /** The token of a user, without its pass code, or undefined. */
    find(
      username: string,
      query?: { realm?: TokenRealm },
      options?: CallOptions,
    ): Promise<UserToken | undefined>;
    /** Revokes a token by its user code; that it is gone already is no error. */
    delete(userCode: string, options?: CallOptions): Promise<void>;
  };
}

export function iqDirectories(connection: Connection): IqDirectories {
  return {
    roles: {
      list: async (options) => expectList(await connection.call(listRoles, {}, options), 'roles'),
      get: async (roleId, options) =>
        expectObject(await connection.call(getRole, { path: { roleId } }, options)),
    },
    organizations: {
      list: async (options) =>
        expectList(await connection.call(listOrganizations, {}, options), 'organizations'),
    },
    applications: {
      list: async (options) =>
        expectList(await connection.call(listApplications, {}, options), 'applications'),
    },
    userTokens: {
      async find(username, asked, options) {
        checkQuery(asked, queryFields.getUserToken);
        const query = asked?.realm === undefined ? {} : { query: { realm: asked.realm } };
        const answer = await orNone(() =>
          connection.call(getUserToken, { path: { username }, ...query }, options),
        );
        return answer && expectObject<UserToken>(answer);
      },
      async delete(userCode, options) {
        await deleteOrAbsent(() => connection.call(deleteUserToken, { path: { userCode } }, options));
      },
    },
  };
}
