import type { DeployedUserUpdate, filters, UserCreate, UserUpdate } from '@rollcall/qradar/sdk';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import type { WriteOptions } from '../written/check-written.js';
import type { DeletionVerbs } from './delete-tasks.js';
import type { Dependents } from './dependents.js';
import type { Filter } from './filter.js';
import type { Projected, QRadarUser, SortKey } from './types.js';
import type { PasswordCheck, QRadarWriteOptions, QRadarWritten } from './written.js';

/** A field that the users list filters by. */
export type UserFilterField = keyof (typeof filters)['listUsers'] & string;
type UserKey = keyof QRadarUser & string;

export interface UserQuery<Fields extends readonly UserKey[] | undefined = undefined> {
  /** Only users that pass: `where('email', 'like', '%@example.com')`, or QRadar's grammar as a string, not URL-encoded. */
  readonly filter?: Filter<UserFilterField> | string;
  /** Only these fields are answered, `id` included only if named. */
  readonly fields?: Fields;
  /** `'username'`, `'-id'`, or several in order. A console answers 422 to a field that it does not sort by. */
  readonly sort?: SortKey<QRadarUser> | readonly SortKey<QRadarUser>[];
  /** Only the caller's own user; a service has none (IBM). */
  readonly current_user?: boolean;
}

/** What a user update may hold: the guide's fields, or those that a console with IBM's resources changes at once. */
export type QRadarUserUpdate = UserUpdate | DeployedUserUpdate;

/** Users of the deployed configuration, `/api/config/access/users`. */
export interface QRadarUsers extends DeletionVerbs, Dependents {
  /**
   * All users, page by page by `Range` (50 a page unless asked otherwise).
   * @example
   * for await (const user of qradar.users.list({ filter: where('email', 'like', '%@example.com') })) console.log(user.id);
   * for await (const page of qradar.users.list().byPage({ pageSize: 200 })) console.log(page.start, page.total);
   */
  list<const Fields extends readonly UserKey[] | undefined = undefined>(
    query?: UserQuery<Fields>,
    options?: CallOptions,
  ): Paged<Projected<QRadarUser, Fields>>;
  /** One user. @throws HttpError 404 when there is none. */
  get(id: number, options?: CallOptions): Promise<QRadarUser>;
  /** The user with exactly this login name, or undefined. */
  find(username: string, options?: CallOptions): Promise<QRadarUser | undefined>;
  /**
   * Creates a user as the QRadar guide does, active at once. Role and profile go by id; `provision` takes names.
   * Sent once: when the connection breaks, the error's `outcome` is 'unknown'. @throws HttpError 409 for a taken name;
   * IgnoredFieldsError when the new user does not hold a field that was asked for.
   */
  create(input: UserCreate, options?: WriteOptions & PasswordCheck): Promise<QRadarUser>;
  /**
   * Changes the given fields and leaves the others. A console with the guide's resources changes any field at once. One with
   * IBM's changes email, locale, pop-ups, fallback, inactivity timeout and password at once; role, profile, tenant and
   * description are staged there, and the result's `pending` names them until a deploy (`deploy: true`).
   * `inactivity_timeout` goes as it is: minutes by the guide, milliseconds on a console with IBM's resources.
   * @throws IgnoredFieldsError when the user does not hold what was asked; InvalidInputError for a field that the
   * console has not.
   */
  update(id: number, patch: QRadarUserUpdate, options?: QRadarWriteOptions): Promise<QRadarWritten>;
}
