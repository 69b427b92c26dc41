import {
  countUsers,
  createUser,
  deleteUser,
  filterUsers,
  getMe,
  getMetadata,
  getUser,
  inputFields,
  inviteUsers,
  listUsers,
  normalForms,
  queryFields,
} from '@rollcall/qlik/sdk';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectObject, WITH_TEXT_ID } from '../http/expect.js';
import { checkRequired, fieldList } from '../util/check.js';
import { checkQuery, writtenFields } from '../util/fields.js';
import { loadedOnce } from '../util/loaded-once.js';
import { checkWritten } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import { cursorList } from './cursor-list.js';
import { checkIds, filterText } from './filter.js';
import { findUser } from './find.js';
import type { QlikUser } from './types.js';
import type { QlikUsers } from './user-verbs.js';

/** A room of its own, as is `update`: most programs never invite anybody. */
const loadInvite = loadedOnce(() => import('./invite.js'));

export function qlikUsers(connection: Connection): QlikUsers {
  const users: QlikUsers = {
    list(given = {}, options) {
      checkQuery(given, queryFields.listUsers);
      const { filter, fields, ...query } = given;
      const text = filter === undefined ? {} : { filter: filterText(filter) };
      return cursorList(
        connection,
        'listUsers',
        { generated: listUsers },
        { ...query, ...text, ...fieldList(fields) },
        options,
      );
    },

    filter(filter, given = {}, options) {
      checkQuery(given, queryFields.filterUsers);
      const { fields, ...query } = given;
      const body = { filter: filterText(filter) };
      checkIds('filterUsers', filter);
      return cursorList(
        connection,
        'filterUsers',
        { generated: filterUsers, body },
        { ...query, ...fieldList(fields) },
        options,
      );
    },

    async get(id, asked = {}, options) {
      checkQuery(asked, ['fields']);
      const { fields } = asked;
      const query = fieldList(fields);
      const answer = await connection.call(getUser, { path: { userId: id }, query }, options);
      return expectObject(answer, !fields || fields.includes('id') ? { ...WITH_TEXT_ID, is: id } : undefined);
    },

    find: (who, options) => findUser(users, who, options),

    async create(body, options) {
      const { verify, ...call } = writeOptions(options);
      checkRequired('user', body, ['subject']);
      const fields = writtenFields('user', body, inputFields.createUser);
      const result = await connection.call(createUser, { body: fields }, call);
      const user = expectObject<QlikUser>(result, WITH_TEXT_ID);
      const answered: unknown = user.subject;
      if (answered !== undefined && String(answered).toLowerCase() !== body.subject.toLowerCase()) {
        throw protocolError(
          result.call,
          result.response,
          'a user was created, and the answer is about another',
        );
      }
      const readBack = async () => (await users.get(user.id, {}, call)) as QlikUser;
      const forms = normalForms.UserCreate;
      return (await checkWritten(fields, user, result, { forms, readBack, verify })) as QlikUser;
    },

    update: async (...given) => (await update())(...given),

    async delete(id, options) {
      await connection.call(deleteUser, { path: { userId: id } }, options);
    },

    async count(query, options) {
      checkQuery(query, queryFields.countUsers);
      const answer = await connection.call(countUsers, { query }, options);
      return expectObject<{ total: number }>(answer, { field: 'total', type: 'number' }).total;
    },

    async invite(invitees, options) {
      const { checkInvitees, readInvitations } = await loadInvite();
      checkInvitees(invitees);
      const body = { invitees: [...invitees] };
      return readInvitations(await connection.call(inviteUsers, { body }, options), invitees);
    },

    async me(options) {
      // The spec ends at the redirect, so what comes after it has no generated type.
      return expectObject(await connection.call(getMe, {}, options), WITH_TEXT_ID);
    },

    async metadata(options) {
      return expectObject(await connection.call(getMetadata, {}, options));
    },
  };
  const update = loadedOnce(async () => (await import('./update.js')).updateVerb(connection, users));
  return users;
}
