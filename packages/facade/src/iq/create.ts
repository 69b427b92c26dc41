import type { Client } from '@rollcall/iq/sdk';
import { loadedOnce } from '../util/loaded-once.js';
import type { IqBulk } from './bulk.js';
import { connectIq, type IqOptions } from './connect.js';
import { type IqDirectories, iqDirectories } from './directories.js';
import type { IqLifecycle } from './lifecycle.js';
import { type IqMemberships, iqMemberships } from './memberships.js';
import { type IqUsers, iqUsers } from './users.js';

/** A client of one IQ Server. */
export interface Iq extends IqDirectories {
  readonly users: IqUsers & IqLifecycle & IqBulk;
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
  // A room of its own: most programs change one user at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).iqBulk(users, connection.clock));
  const directories = iqDirectories(connection);
  const memberships = iqMemberships(connection);
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
