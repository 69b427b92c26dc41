import type { Criteria, User, UserCreate, UserUpdate } from '@rollcall/qualys-saq/sdk';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import type { WriteOptions } from '../written/check-written.js';
import type { SaqWritten } from './each-user.js';
import type { SaqId, SaqUserChange } from './input.js';

/** Users of the SAQ module. */
export interface QualysSaqUsers {
  /**
   * Users that meet all conditions, or all users; pages of 100 unless asked otherwise, at most 1000 (third party).
   * @example
   * const conditions = [where('emailAddress', 'CONTAINS', '@example.com')];
   * for await (const user of saq.users.list(conditions)) console.log(user.id, user.emailAddress);
   */
  list(criteria?: Criteria | readonly Criteria[], options?: CallOptions): Paged<User>;
  /** One user. @throws HttpError with the vendor's responseCode inside HTTP 200 when there is none. */
  get(id: SaqId, options?: CallOptions): Promise<User>;
  /** The user with exactly this email address, or undefined. */
  find(emailAddress: string, options?: CallOptions): Promise<User | undefined>;
  /**
   * Creates one user, or several in one call, and answers them in the same order. The vendor may answer other values
   * than were sent: its own sample changes `company`.
   * @throws IgnoredFieldsError when the user does not hold what was asked; of several, a PartialFailureError that has a
   * {@link SaqWritten} for each as its `results`.
   */
  create(input: UserCreate, options?: WriteOptions): Promise<User>;
  create(input: readonly UserCreate[], options?: WriteOptions): Promise<User[]>;
  /**
   * Changes the given fields of one user, or of several in one call. What the vendor answers beside the id is not documented:
   * `verify: true` reads the users back. @throws as `create` does.
   */
  update(id: SaqId, patch: Omit<UserUpdate, 'id'>, options?: WriteOptions): Promise<User>;
  update(changes: readonly SaqUserChange[], options?: WriteOptions): Promise<User[]>;
  /**
   * Deletes one user, or several in one call; resolves when the vendor has confirmed each of them.
   * @throws PartialFailureError when it confirmed some only; its `results` are {@link SaqWritten}s.
   */
  delete(id: SaqId, options?: CallOptions): Promise<void>;
  delete(ids: readonly SaqId[], options?: CallOptions): Promise<void>;
  /** How many users meet all conditions, or how many there are. */
  count(criteria?: Criteria | readonly Criteria[], options?: CallOptions): Promise<number>;
}
