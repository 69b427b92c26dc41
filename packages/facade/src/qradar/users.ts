import { createUser, deleteUser, getDeleteTask, getUser, listUsers, normalForms } from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, withNumericId } from '../http/expect.js';
import type { Result } from '../http/types.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { checkWritten } from '../written/check-written.js';
import { deletionVerbs } from './delete-tasks.js';
import { qradarDependents } from './dependents.js';
import { quote } from './filter.js';
import { rangeList } from './range-list.js';
import type { Resources } from './resources.js';
import type { Staged } from './staged.js';
import type { QRadarUser } from './types.js';
import { updateVerb } from './update.js';
import type { QRadarUsers } from './user-verbs.js';

export function qradarUsers(connection: Connection, resources: Resources, staged: Staged): QRadarUsers {
  const users: QRadarUsers = {
    list: (query, options) => rangeList(connection, listUsers, query, options),

    async get(id, options) {
      checkNumericId('id', id);
      return user(await connection.call(getUser, { path: { id } }, options));
    },

    async find(username, options) {
      for await (const found of users.list({ filter: `username=${quote(username)}` }, options)) {
        // A console that does not filter would answer everybody.
        if (found.username === username) return found;
      }
      return undefined;
    },

    async create(body, { verify, ...call } = {}) {
      checkRequired('user', body, ['username', 'password', 'user_role', 'security_profile']);
      checkNumericId('user.user_role.id', body.user_role?.id);
      checkNumericId('user.security_profile.id', body.security_profile?.id);
      const result = await connection.call(createUser, { body }, call);
      const created = user(result);
      const readBack = () => users.get(created.id, call);
      return (await checkWritten(body, created, result, {
        forms: normalForms.UserCreate,
        readBack,
        verify,
      })) as QRadarUser;
    },

    update: async (...given) => update(...given),

    ...deletionVerbs(connection, { start: deleteUser, readTask: getDeleteTask }),
    ...qradarDependents(connection),
  };
  const update = updateVerb(connection, resources, users, staged);
  return users;
}

function user(result: Result): QRadarUser {
  return expectObject<QRadarUser>(result, withNumericId);
}
