import type {
  FilterUsersData,
  Invitee,
  ListUsersData,
  PatchOperation,
  UserCreate,
  UserMetadata,
} from '@rollcall/qlik/sdk';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import type { Extra } from '../util/fields.js';
import type { WriteOptions } from '../written/check-written.js';
import type { Filter } from './filter.js';
import type { InviteResult } from './invite.js';
import type { QlikUserPatch } from './patch.js';
import type { Projected, QlikUser, UserKey, UserLookup } from './types.js';

type Fields = readonly UserKey[] | undefined;

export interface FieldsQuery<Names extends Fields = undefined> {
  /** Only these fields are answered, `id` and `links` included only if named (qlik.dev). */
  readonly fields?: Names;
}

/** What may be asked of the filter operation beside the filter. */
export interface FilterQuery<Names extends Fields = undefined>
  extends Omit<NonNullable<FilterUsersData['query']>, 'fields' | 'limit'>,
    FieldsQuery<Names> {
  /** Users per page, 1 to 100; Qlik's default is 20. `byPage({ pageSize })` takes precedence. */
  readonly limit?: number;
}

/** What may be asked of the list. Qlik refuses `filter` together with a deprecated parameter. */
export interface UserQuery<Names extends Fields = undefined>
  extends Omit<NonNullable<ListUsersData['query']>, 'fields' | 'limit' | 'filter'>,
    FieldsQuery<Names> {
  /** Only users that pass: `where('email', 'eq', 'jane@corp.example')`, or Qlik's filter text, not URL-encoded. */
  readonly filter?: Filter | string;
  /** Users per page, 1 to 100; Qlik's default is 20. `byPage({ pageSize })` takes precedence. */
  readonly limit?: number;
}

/** Users of one Qlik Cloud tenant. */
export interface QlikUsers {
  /**
   * All users, page by page by cursor. `totalResults: true` gives every page its `total`, at the cost of a count.
   * @example
   * for await (const user of qlik.users.list({ filter: where('status', 'eq', 'active') })) console.log(user.email);
   * const names = await qlik.users.list({ fields: ['id', 'name'] }).toArray({ pageSize: 100 });
   */
  list<const Names extends Fields = undefined>(
    query?: UserQuery<Names>,
    options?: CallOptions,
  ): Paged<Projected<Names>>;
  /**
   * The same by POST, for filters that are too long for an address: 100 ids at most (qlik.dev), counted before sending.
   * Reads only, and is tried again like a GET. A rate tier of its own.
   */
  filter<const Names extends Fields = undefined>(
    filter: Filter | string,
    query?: FilterQuery<Names>,
    options?: CallOptions,
  ): Paged<Projected<Names>>;
  /** One user. @throws HttpError 404 (USERS-7) when there is none. */
  get<const Names extends Fields = undefined>(
    id: string,
    query?: FieldsQuery<Names>,
    options?: CallOptions,
  ): Promise<Projected<Names>>;
  /**
   * The user with this email address (a string or `{ email }`) or subject, in any case of letters, or undefined.
   * @throws InvalidInputError when several users have it; the message lists them.
   */
  find(who: UserLookup, options?: CallOptions): Promise<QlikUser | undefined>;
  /** Creates an invited user. Sent once: when the connection breaks, the error's `outcome` is 'unknown'. */
  create(input: UserCreate & Extra, options?: WriteOptions): Promise<QlikUser>;
  /**
   * Changes the given fields, each by a JSON Patch operation; a list of operations is sent as it is.
   * @throws PartialFailureError when Qlik did a part of them only (207); its `results` is a `PatchFailure`.
   */
  update(id: string, patch: QlikUserPatch | readonly PatchOperation[], options?: WriteOptions): Promise<void>;
  /** Deletes a user. @throws HttpError 404 when there is none. */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** How many users the tenant has. */
  count(query?: { readonly tenantId?: string }, options?: CallOptions): Promise<number>;
  /**
   * Sends invitations. One that fails does not make the call fail, since the others have gone out: look at `failed`.
   * Sent once: a second time would write to people again. @throws InvalidInputError for an address that is none.
   */
  invite(invitees: readonly Invitee[], options?: CallOptions): Promise<InviteResult>;
  /** The user whose API key this is: follows Qlik's redirect, within the same origin only. */
  me(options?: CallOptions): Promise<QlikUser>;
  /** The names of the system roles. @deprecated By Qlik, in favour of its roles resource. */
  metadata(options?: CallOptions): Promise<UserMetadata>;
}
