import {
  type Criteria,
  countUsers,
  createUsers,
  deleteUser,
  deleteUsers,
  getUser,
  type User,
  type UserCreate,
  type UserUpdate,
  updateUser,
  updateUsers,
  userCreateSchema,
  userUpdateSchema,
} from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import type { Paged } from '../paging/paged.js';
import { checkPatch, checkRequired } from '../util/check.js';
import type { WriteOptions } from '../written/check-written.js';
import { byId, keyText, matched, single } from './answered-users.js';
import { buildRequest } from './codec.js';
import { readDocument } from './connect.js';
import { where } from './criteria.js';
import { allWritten, type SaqWritten } from './each-user.js';
import { checkFields, idText, listOf, type SaqId, type SaqUserChange, several } from './input.js';
import { readBack } from './read-back.js';
import { search } from './search.js';
import { usersAsWritten } from './written.js';

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

/** @throws InvalidInputError for a user who is named twice: an answer that names them once would say nothing of the other. */
function checkOnce(what: string, ids: readonly string[]): void {
  const keys = ids.map(keyText);
  const at = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (at >= 0)
    throw new InvalidInputError(`${what}[${at}] names user ${ids[at]} once more; nothing was sent`);
}

const mandatory = userCreateSchema.elements.filter(({ required }) => required).map(({ name }) => name);

export function qualysSaqUsers(connection: Connection): QualysSaqUsers {
  const asWritten = async (
    asked: readonly (UserCreate | UserUpdate)[],
    answered: readonly SaqWritten[],
    result: Result,
    { verify, ...call }: WriteOptions,
  ): Promise<User[]> => {
    const ids = answered.flatMap(({ user }) => user?.id ?? []);
    const read = readBack(users, ids, call);
    return allWritten(await usersAsWritten(asked, answered, result, verify, read), result);
  };

  const users: QualysSaqUsers = {
    list: (criteria, options) => search(connection, listOf(criteria), options),

    async get(id, options) {
      const path = { id: idText(id) };
      return single(await connection.call(getUser, { path }, options), path.id);
    },

    async find(emailAddress, options) {
      for await (const user of users.list(where('emailAddress', 'EQUALS', emailAddress), options)) {
        if (user.emailAddress === emailAddress) return user;
      }
      return undefined;
    },

    async create(input: UserCreate | readonly UserCreate[], { verify, ...call }: WriteOptions = {}) {
      const data = several(input, 'users');
      for (const [index, user] of data.entries()) {
        checkRequired(`users[${index}]`, user, mandatory);
        checkFields(`users[${index}]`, user, userCreateSchema);
      }
      const body = await buildRequest({ data });
      const result = await connection.call(createUsers, { body }, call);
      const answered = await matched(
        result,
        data.map(({ emailAddress }) => emailAddress),
        ({ emailAddress }) => emailAddress,
      );
      const created = await asWritten(data, answered, result, { verify, ...call });
      return (Array.isArray(input) ? created : created[0]) as User & User[];
    },

    async update(
      target: SaqId | readonly SaqUserChange[],
      second?: Omit<UserUpdate, 'id'> | WriteOptions,
      options?: WriteOptions,
    ) {
      if (Array.isArray(target)) {
        const data = several(target as readonly SaqUserChange[], 'changes');
        const ids = data.map((change) => idText(change?.id));
        checkOnce('changes', ids);
        for (const [index, change] of data.entries()) {
          const { id: _, ...patch } = change;
          checkPatch(patch, `changes[${index}]`);
          checkFields(`changes[${index}]`, change, userUpdateSchema);
        }
        const body = await buildRequest({ data });
        const { verify, ...call } = (second ?? {}) as WriteOptions;
        const result = await connection.call(updateUsers, { body }, call);
        const updated = await matched(result, ids, byId);
        return (await asWritten(data, updated, result, { verify, ...call })) as User & User[];
      }
      const path = { id: idText(target as SaqId) };
      checkPatch(second);
      checkFields('patch', second as object, userUpdateSchema);
      const body = await buildRequest({ data: [second as UserUpdate] });
      const { verify, ...call } = options ?? {};
      const result = await connection.call(updateUser, { path, body }, call);
      const answered = await matched(result, [path.id], byId);
      const [updated] = await asWritten([second as UserUpdate], answered, result, { verify, ...call });
      return updated as User & User[];
    },

    async delete(target: SaqId | readonly SaqId[], options?: CallOptions) {
      if (!Array.isArray(target)) {
        const path = { id: idText(target as SaqId) };
        await single(await connection.call(deleteUser, { path }, options), path.id);
        return;
      }
      const ids = several(target as readonly SaqId[], 'ids').map(idText);
      checkOnce('ids', ids);
      const body = await buildRequest({ filters: [where('id', 'IN', ids as [string, ...string[]])] });
      const result = await connection.call(deleteUsers, { body }, options);
      allWritten(await matched(result, ids, byId), result);
    },

    async count(criteria, options) {
      const filters = listOf(criteria);
      const body = await buildRequest(filters.length > 0 ? { filters } : {});
      const answer = await connection.call(countUsers, { body }, options);
      const { count } = await readDocument(answer);
      if (count === undefined || count < 0)
        throw protocolError(answer.call, answer.response, "the answer holds no 'count'");
      return count;
    },
  };
  return users;
}
