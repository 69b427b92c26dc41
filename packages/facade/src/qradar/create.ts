import { type Client, getDeleteTask } from '@rollcall/qradar/sdk';
import { lazily } from '../lazily.js';
import type { QRadarBulk } from './bulk.js';
import { connectQRadar, type QRadarOptions } from './connect.js';
import type { DeletionWaits } from './delete-tasks.js';
import type { Dependents } from './dependents.js';
import type { AuthorizedServices, Lists } from './directories.js';
import type { QRadarLifecycle } from './lifecycle.js';
import type { Staged } from './staged.js';
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
  const { client, clock } = connection;
  const first = qradarUsers(connection);

  const lists = lazily<Lists>(async () => (await import('./directories.js')).qradarLists(connection), {
    roles: { list: 'list' },
    userRoles: { list: 'list', get: 'verb' },
    securityProfiles: { list: 'list', get: 'verb' },
    versions: { list: 'list', get: 'verb' },
    systemInformation: 'verb',
  });
  const authorizedServices = lazily<AuthorizedServices>(
    async () => (await import('./directories.js')).qradarAuthorizedServices(connection),
    { list: 'list', get: 'verb', create: 'verb', update: 'verb', delete: 'verb' },
  );
  const users: QRadarUsers = {
    ...first,
    ...lazily<DeletionWaits>(
      async () =>
        (await import('./delete-tasks.js')).deletionWaits(connection, first.delete, (task_id, carrier) =>
          getDeleteTask({ ...carrier, path: { task_id } }),
        ),
      { deleteTask: 'verb', waitForDelete: 'verb', deleteAndWait: 'verb' },
    ),
    ...lazily<Dependents>(async () => (await import('./dependents.js')).qradarDependents(connection), {
      dependents: 'verb',
      dependentsTask: 'verb',
    }),
  };

  return {
    ...lists,
    users: {
      ...users,
      ...lazily<QRadarLifecycle>(
        async () => (await import('./lifecycle.js')).qradarLifecycle(users, lists, authorizedServices),
        { provision: 'verb', changeRole: 'verb', deprovision: 'verb' },
      ),
      ...lazily<QRadarBulk>(async () => (await import('./bulk.js')).qradarBulk(users, clock), {
        createMany: 'verb',
        updateMany: 'verb',
        deleteMany: 'verb',
      }),
    },
    authorizedServices,
    staged: lazily<Staged>(async () => (await import('./staged.js')).qradarStaged(connection), {
      users: {
        list: 'list',
        get: 'verb',
        find: 'verb',
        create: 'verb',
        update: 'verb',
        delete: 'verb',
        deleteTask: 'verb',
        waitForDelete: 'verb',
        deleteAndWait: 'verb',
      },
      userRoles: { list: 'list', get: 'verb' },
      securityProfiles: { list: 'list', get: 'verb' },
      deploy: 'verb',
      startDeploy: 'verb',
      deployStatus: 'verb',
      waitForDeploy: 'verb',
    }),
    client,
  };
}
