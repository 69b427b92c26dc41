import type { Client } from '@rollcall/qradar/sdk';
import type { CallOptions } from '../http/options.js';
import { loadedOnce } from '../util/loaded-once.js';
import { type AuthorizedServices, qradarAuthorizedServices } from './authorized-services.js';
import type { QRadarBulk } from './bulk.js';
import { connectQRadar, type QRadarOptions } from './connect.js';
import { type Lists, qradarLists } from './directories.js';
import type { QRadarLifecycle } from './lifecycle.js';
import { type ConsoleResources, qradarResources } from './resources.js';
import { qradarStaged, type Staged } from './staged.js';
import { qradarSystem, type System } from './system.js';
import type { QRadarUsers } from './user-verbs.js';
import { qradarUsers } from './users.js';

/** A client of one QRadar console. */
export interface QRadar extends Lists, System {
  /**
   * Users of the deployed configuration: those who can log in now.
   * @example
   * const jane = await qradar.users.find('jane');
   * if (jane) await qradar.users.update(jane.id, { email: 'jane@example.com' });
   */
  readonly users: QRadarUsers & QRadarLifecycle & QRadarBulk;
  /** API tokens. They outlive the user that made them. */
  readonly authorizedServices: AuthorizedServices;
  /** IBM's staged configuration: what is written there holds after a deploy. */
  readonly staged: Staged;
  /**
   * Which kind of console this is: it writes users as the guide says, or as IBM documents. Asked once per client.
   * Undefined while neither the console nor a verb has shown it.
   */
  consoleResources(options?: CallOptions): Promise<ConsoleResources | undefined>;
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
  const staged = qradarStaged(connection);
  const resources = qradarResources(connection, options.resources ?? 'detect');
  const users = qradarUsers(connection, resources, staged);
  // A room of its own: most programs change one user at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).qradarBulk(users, connection.clock));

  const lifecycle = loadedOnce(async () =>
    (await import('./lifecycle.js')).qradarLifecycle({
      connection,
      users,
      staged,
      lists,
      services: authorizedServices,
      resources,
    }),
  );

  return {
    ...lists,
    ...qradarSystem(connection),
    users: {
      ...users,
      provision: async (...given) => (await lifecycle()).provision(...given),
      changeRole: async (...given) => (await lifecycle()).changeRole(...given),
      deprovision: async (...given) => (await lifecycle()).deprovision(...given),
      createMany: async (...given) => (await bulk()).createMany(...given),
      updateMany: async (...given) => (await bulk()).updateMany(...given),
      deleteMany: async (...given) => (await bulk()).deleteMany(...given),
    },
    authorizedServices,
    staged,
    consoleResources: (options) => resources.which(options),
    client: connection.client,
  };
}
