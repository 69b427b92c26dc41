import {
  type ApiKey,
  type ApiKeyStatus,
  deleteApiKey,
  type Group,
  getApiKey,
  getGroup,
  getRole,
  listApiKeys,
  listGroups,
  listRoles,
  type Role,
} from '@rollcall/qlik/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_TEXT_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { cursorList } from './cursor-list.js';

/** An API key as lists and gets answer it: the token itself is shown only when the key is made. */
export type QlikApiKey = Omit<ApiKey, 'token'>;

interface TextFilter {
  /** Qlik's filter as text, such as `name eq "Analysts"`. */
  readonly filter?: string;
}

/** What the fields of users point to (qlik.dev). */
export interface QlikDirectories {
  /** Roles of the tenant, built in and of its own: what `assignedRoles` of a user names. */
  readonly roles: {
    list(query?: TextFilter, options?: CallOptions): Paged<Role>;
    get(id: string, options?: CallOptions): Promise<Role>;
  };
  /** Groups, from an identity provider or the tenant's own: what `assignedGroups` of a user names. */
  readonly groups: {
    list(query?: TextFilter, options?: CallOptions): Paged<Group>;
    get(id: string, options?: CallOptions): Promise<Group>;
  };
  /** API keys, which act for the user they belong to. */
  readonly apiKeys: {
    /** All keys, or those of one user (`sub`, a user id). */
    list(query?: { sub?: string; status?: ApiKeyStatus }, options?: CallOptions): Paged<QlikApiKey>;
    get(id: string, options?: CallOptions): Promise<QlikApiKey>;
    /** Revokes a key at once. For an administrator it stays in the list, with status `revoked`. */
    delete(id: string, options?: CallOptions): Promise<void>;
  };
}

export function qlikDirectories(connection: Connection): QlikDirectories {
  return {
    roles: {
      list: (query = {}, options) =>
        cursorList(connection, 'listRoles', { generated: listRoles }, { ...query }, options),
      get: async (id, options) =>
        expectObject(await connection.call(getRole, { path: { id } }, options), WITH_TEXT_ID),
    },
    groups: {
      list: (query = {}, options) =>
        cursorList(connection, 'listGroups', { generated: listGroups }, { ...query }, options),
      get: async (groupId, options) =>
        expectObject(await connection.call(getGroup, { path: { groupId } }, options), WITH_TEXT_ID),
    },
    apiKeys: {
      list: (query = {}, options) =>
        cursorList(connection, 'listApiKeys', { generated: listApiKeys }, { ...query }, options),
      get: async (id, options) =>
        expectObject(await connection.call(getApiKey, { path: { id } }, options), WITH_TEXT_ID),
      async delete(id, options) {
        await connection.call(deleteApiKey, { path: { id } }, options);
      },
    },
  };
}
