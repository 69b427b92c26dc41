import {
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
import { checkPatch, checkRequired } from '../util/check.js';
import type { WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import { byId, keyText, matched, single } from './answered-users.js';
import { buildRequest } from './codec.js';
import { readDocument } from './connect.js';
import { where } from './criteria.js';
import { allWritten, type SaqWritten } from './each-user.js';
import { checkFields, idText, listOf, type SaqId, type SaqUserChange, several } from './input.js';
import { readBack } from './read-back.js';
import { search } from './search.js';
import type { QualysSaqUsers } from './user-verbs.js';
import { usersAsWritten } from './written.js';

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

    async create(input: UserCreate | readonly UserCreate[], options?: WriteOptions) {
      const { verify, ...call } = writeOptions(options);
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
        const { verify, ...call } = writeOptions(second as WriteOptions | undefined);
        const data = several(target as readonly SaqUserChange[], 'changes');
        const ids = data.map((change) => idText(change?.id));
        checkOnce('changes', ids);
        for (const [index, change] of data.entries()) {
          const { id: _, ...patch } = change;
          checkPatch(patch, `changes[${index}]`);
          checkFields(`changes[${index}]`, change, userUpdateSchema);
        }
        const body = await buildRequest({ data });
        const result = await connection.call(updateUsers, { body }, call);
        const updated = await matched(result, ids, byId);
        return (await asWritten(data, updated, result, { verify, ...call })) as User & User[];
      }
      const { verify, ...call } = writeOptions(options);
      const path = { id: idText(target as SaqId) };
      checkPatch(second);
      checkFields('patch', second as object, userUpdateSchema);
      const body = await buildRequest({ data: [second as UserUpdate] });
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
