import type { Client } from '@rollcall/iq/sdk';
import type { Connection } from '../http/connection.js';
import { loadedOnce } from '../util/loaded-once.js';
import type { IqBulk } from './bulk.js';
import { connectIq, type IqOptions } from './connect.js';
import type { IqDirectories } from './directories.js';
import type { IqLifecycle } from './lifecycle.js';
import type { IqMemberships } from './memberships.js';
import { type IqUsers, iqUsers } from './users.js';

/** A client of one IQ Server. */
export interface Iq extends IqDirectories {
  /**
   * Users of the server, by user name and realm.
   * @example
   * const jane = await iq.users.find('jane');
   * if (jane) await iq.users.update('jane', { email: 'jane@example.com' });
   */
  readonly users: IqUsers & IqLifecycle & IqBulk;
  /** Who has which role on what: global, repositories, organizations and applications. */
  readonly memberships: IqMemberships;
  /** For the generated functions of `@rollcall/iq`: `listUsers({ client: iq.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of an IQ Server. Nothing is sent yet. A context path belongs into `baseUrl`.
 * @throws InvalidInputError for a bad baseUrl, a missing credential, two credentials, or a `csrf` no cookie can carry.
 * @example
 * const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { username: 'admin', password } });
 * const jane = await iq.users.find('jane');
 */
export function createIq(options: IqOptions): Iq {
  const connection = connectIq(options);
  const users = iqUsers(connection, options.realm);
  const { directories, memberships } = roomsOf(connection);
  // Rooms of their own: most programs change one user at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).iqBulk(users, connection.clock));
  const lifecycle = loadedOnce(async () =>
    (await import('./lifecycle.js')).iqLifecycle({ users, directories, memberships, realm: options.realm }),
  );
  return {
    ...directories,
    memberships,
    users: {
      ...users,
      provision: async (...given) => (await lifecycle()).provision(...given),
      deprovision: async (...given) => (await lifecycle()).deprovision(...given),
      createMany: async (...given) => (await bulk()).createMany(...given),
      updateMany: async (...given) => (await bulk()).updateMany(...given),
      deleteMany: async (...given) => (await bulk()).deleteMany(...given),
    },
    client: connection.client,
  };
}

/** What users hold and point to: loaded when it is first asked for, as most programs never do. */
function roomsOf(connection: Connection): { directories: IqDirectories; memberships: IqMemberships } {
  const directories = loadedOnce(async () => (await import('./directories.js')).iqDirectories(connection));
  const memberships = loadedOnce(async () => (await import('./memberships.js')).iqMemberships(connection));
  return {
    directories: {
      roles: {
        list: async (...given) => (await directories()).roles.list(...given),
        get: async (...given) => (await directories()).roles.get(...given),
      },
      organizations: { list: async (...given) => (await directories()).organizations.list(...given) },
      applications: { list: async (...given) => (await directories()).applications.list(...given) },
      userTokens: {
        find: async (...given) => (await directories()).userTokens.find(...given),
        delete: async (...given) => (await directories()).userTokens.delete(...given),
      },
    },
    memberships: {
      list: async (...given) => (await memberships()).list(...given),
      grant: async (...given) => (await memberships()).grant(...given),
      revoke: async (...given) => (await memberships()).revoke(...given),
    },
  };
}
