import type { Client } from '@rollcall/qradar';
import { type QRadarBulk, qradarBulk } from './bulk.js';
import { connectQRadar, type QRadarOptions } from './connect.js';
import { type AuthorizedServices, type Lists, qradarAuthorizedServices, qradarLists } from './directories.js';
import { type QRadarLifecycle, qradarLifecycle } from './lifecycle.js';
import { qradarStaged, type Staged } from './staged.js';
import { type QRadarUsers, qradarUsers } from './users.js';

/** A client of one QRadar console. */
export interface QRadar extends Lists {
  readonly users: QRadarUsers & QRadarLifecycle & QRadarBulk;
  readonly authorizedServices: AuthorizedServices;
  readonly staged: Staged;
  /** For the generated functions of `@rollcall/qradar`: `listUsers({ client: qradar.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of a QRadar console. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl, a missing credential, two credentials, or a malformed version.
 */
export function createQRadar(options: QRadarOptions): QRadar {
  const connection = connectQRadar(options);
  const users = qradarUsers(connection);
  const lists = qradarLists(connection);
  const authorizedServices = qradarAuthorizedServices(connection);
  return {
    ...lists,
    users: {
      ...users,
      ...qradarLifecycle(users, lists, authorizedServices),
      ...qradarBulk(users, connection.clock),
    },
    authorizedServices,
    staged: qradarStaged(connection),
    client: connection.client,
  };
}
