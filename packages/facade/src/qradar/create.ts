import type { Client } from '@rollcall/qradar/sdk';
import { loadedOnce } from '../util/loaded-once.js';
import type { QRadarBulk } from './bulk.js';
import { connectQRadar, type QRadarOptions } from './connect.js';
import { type AuthorizedServices, type Lists, qradarAuthorizedServices, qradarLists } from './directories.js';
import { type QRadarLifecycle, qradarLifecycle } from './lifecycle.js';
import { qradarStaged, type Staged } from './staged.js';
import { type QRadarUsers, qradarUsers } from './users.js';

/** A client of one QRadar console. */
export interface QRadar extends Lists {
  /** Users of the deployed configuration: those who can log in now. */
  readonly users: QRadarUsers & QRadarLifecycle & QRadarBulk;
  /** API tokens. They outlive the user that made them. */
  readonly authorizedServices: AuthorizedServices;
  /** IBM's staged configuration: what is written there holds after a deploy. */
  readonly staged: Staged;
  /** For the generated functions of `@rollcall/qradar`: `listUsers({ client: qradar.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of a QRadar console. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl, a missing credential, two credentials, or a malformed version.
 * @example
 * const qradar = createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken } });
 * for await (const user of qradar.users.list()) console.log(user.username);
 */
export function createQRadar(options: QRadarOptions): QRadar {
  const connection = connectQRadar(options);
  const lists = qradarLists(connection);
  const authorizedServices = qradarAuthorizedServices(connection);
  const users = qradarUsers(connection);
  // A room of its own: most programs change one user at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).qradarBulk(users, connection.clock));

  return {
    ...lists,
    users: {
      ...users,
      ...qradarLifecycle(users, lists, authorizedServices),
      createMany: async (...given) => (await bulk()).createMany(...given),
      updateMany: async (...given) => (await bulk()).updateMany(...given),
      deleteMany: async (...given) => (await bulk()).deleteMany(...given),
    },
    authorizedServices,
    staged: qradarStaged(connection),
    client: connection.client,
  };
}
