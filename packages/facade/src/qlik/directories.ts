import {
  type ApiKey,
  deleteApiKey,
  type FilterGroupsData,
  filterGroups,
  type Group,
  getApiKey,
  getGroup,
  getRole,
  type ListApiKeysData,
  type ListGroupsData,
  type ListRolesData,
  listApiKeys,
  listGroups,
  listRoles,
  queryFields,
  type Role,
} from '@rollcall/qlik/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_TEXT_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkQuery } from '../util/fields.js';
import { cursorList } from './cursor-list.js';
import { checkIds, filterText } from './filter.js';

/** An API key as lists and gets answer it: the token itself is shown only when the key is made. */
export type QlikApiKey = Omit<ApiKey, 'token'>;

type RoleQuery = NonNullable<ListRolesData['query']>;
type GroupQuery = NonNullable<ListGroupsData['query']>;
type GroupFilterQuery = NonNullable<FilterGroupsData['query']>;
type ApiKeyQuery = NonNullable<ListApiKeysData['query']>;

/** What the fields of users point to (qlik.dev). */
export interface QlikDirectories {
  /** Roles of the tenant, built in and of its own: what `assignedRoles` of a user names. */
  readonly roles: {
    /** `filter` is Qlik's text, such as `name eq "Developer"`. */
    list(query?: RoleQuery, options?: CallOptions): Paged<Role>;
    get(id: string, options?: CallOptions): Promise<Role>;
  };
  /** Groups, from an identity provider or the tenant's own: what `assignedGroups` of a user names. */
  readonly groups: {
    /** `filter` is Qlik's text, such as `name eq "Analysts"`. `systemGroups: true` lists Everyone and goes with nothing else. */
    list(query?: GroupQuery, options?: CallOptions): Paged<Group>;
    /**
     * The same by POST, for filters that are too long for an address: 100 ids at most (qlik.dev), counted before sending. Reads
     * only, and is tried again like a GET. A rate tier of its own.
     */
    filter(filter: string, query?: GroupFilterQuery, options?: CallOptions): Paged<Group>;
    get(id: string, options?: CallOptions): Promise<Group>;
  };
  /** API keys, which act for the user they belong to. */
  readonly apiKeys: {
    /** All keys, or those of one user (`sub`, a user id). */
    list(query?: ApiKeyQuery, options?: CallOptions): Paged<QlikApiKey>;
    get(id: string, options?: CallOptions): Promise<QlikApiKey>;
    /** Revokes a key at once. For an administrator it stays in the list, with status `revoked`. */
    delete(id: string, options?: CallOptions): Promise<void>;
  };
}

export function qlikDirectories(connection: Connection): QlikDirectories {
  return {
    roles: {
      list(query = {}, options) {
        checkQuery(query, queryFields.listRoles);
        return cursorList(connection, 'listRoles', { generated: listRoles }, { ...query }, options);
      },
      get: async (id, options) =>
        expectObject(await connection.call(getRole, { path: { id } }, options), WITH_TEXT_ID),
    },
    groups: {
      list(query = {}, options) {
        checkQuery(query, queryFields.listGroups);
        return cursorList(connection, 'listGroups', { generated: listGroups }, { ...query }, options);
      },
      filter(filter, query = {}, options) {
        checkQuery(query, queryFields.filterGroups);
        const operation = { generated: filterGroups, body: { filter: filterText(filter) } };
        checkIds('filterGroups', filter);
        return cursorList(connection, 'filterGroups', operation, { ...query }, options);
      },
      get: async (groupId, options) =>
        expectObject(await connection.call(getGroup, { path: { groupId } }, options), WITH_TEXT_ID),
    },
    apiKeys: {
      list(query = {}, options) {
        checkQuery(query, queryFields.listApiKeys);
        const { startingAfter, endingBefore, ...others } = query;
        const start = { next: startingAfter, prev: endingBefore };
        return cursorList(
          connection,
          'listApiKeys',
          { generated: listApiKeys },
          { ...others, ...start },
          options,
        );
      },
      get: async (id, options) =>
        expectObject(await connection.call(getApiKey, { path: { id } }, options), WITH_TEXT_ID),
      async delete(id, options) {
        await connection.call(deleteApiKey, { path: { id } }, options);
      },
    },
  };
}
