import {
  createUser,
  deleteUser,
  getDeleteTask,
  getUser,
  inputFields,
  listUsers,
  normalForms,
  queryFields,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { Result } from '../http/types.js';
import { checkReference, checkRequired } from '../util/check.js';
import { flag } from '../util/check-options.js';
import { writtenFields } from '../util/fields.js';
import { loadedOnce } from '../util/loaded-once.js';
import { checkWritten } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import { deletionVerbs } from './delete-tasks.js';
import { findUser } from './find-user.js';
import { rangeList } from './range-list.js';
import { readById } from './read-by-id.js';
import type { Resources } from './resources.js';
import type { Staged } from './staged.js';
import type { QRadarUser } from './types.js';
import type { QRadarUsers } from './user-verbs.js';

export function qradarUsers(connection: Connection, resources: Resources, staged: Staged): QRadarUsers {
  const users: QRadarUsers = {
    list: (query, options) => rangeList(connection, listUsers, query, options, queryFields.listUsers),

    get: (id, options) => readById(connection, getUser, id, options),

    find: (username, options) => findUser(users.list, username, options),

    async create(body, options) {
      const { verify, checkPassword, ...call } = writeOptions(options, { checkPassword: flag });
      checkRequired('user', body, ['username', 'password']);
      checkReference('user.user_role', body.user_role);
      checkReference('user.security_profile', body.security_profile);
      const fields = writtenFields('user', body, inputFields.createUser);
      if (checkPassword)
        await (await import('./check-password.js')).checkNewPassword(connection, body.password, call);
      const result = await connection.call(createUser, { body: fields }, call);
      const created = named(expectObject<QRadarUser>(result, WITH_NUMERIC_ID), body.username, result);
      const readBack = () => users.get(created.id, call);
      return (await checkWritten(fields, created, result, {
        forms: normalForms.UserCreate,
        readBack,
        verify,
      })) as QRadarUser;
    },

    update: async (...given) => (await update())(...given),

    ...deletionVerbs(connection, { start: deleteUser, readTask: getDeleteTask }),

    dependents: async (...given) => (await dependents()).dependents(...given),
    dependentsTask: async (...given) => (await dependents()).dependentsTask(...given),
    dependentsFound: async (...given) => (await dependents()).dependentsFound(...given),
    cancelDependents: async (...given) => (await dependents()).cancelDependents(...given),
    findDependents: async (...given) => (await dependents()).findDependents(...given),
  };
  // Rooms of their own: an update may have to be staged and deployed, and few programs look for what depends on a user.
  const update = loadedOnce(async () =>
    (await import('./update.js')).updateVerb(connection, resources, users, staged),
  );
  const dependents = loadedOnce(async () => (await import('./dependents.js')).qradarDependents(connection));
  return users;
}

/** A user that was just created has the name that was sent. */
function named(created: QRadarUser, username: string, { call, response }: Result): QRadarUser {
  const answered: unknown = created.username;
  if (answered === undefined || String(answered).toLowerCase() === username.toLowerCase()) return created;
  throw protocolError(call, response, 'a user was created, and the answer is about another');
}
