import type { Client } from '@rollcall/qlik/sdk';
import { loadedOnce } from '../util/loaded-once.js';
import type { QlikBulk } from './bulk.js';
import { connectQlik, type QlikOptions } from './connect.js';
import { type QlikDirectories, qlikDirectories } from './directories.js';
import { type QlikLicences, qlikLicences } from './licences.js';
import type { QlikLifecycle } from './lifecycle.js';
import type { QlikUsers } from './user-verbs.js';
import { qlikUsers } from './users.js';

/** A client of one Qlik Cloud tenant. */
export interface Qlik extends QlikDirectories {
  /** Who has which licence. */
  readonly licences: QlikLicences;
  /**
   * Users of the tenant.
   * @example
   * const jane = await qlik.users.find('jane@example.com');
   * if (jane) await qlik.users.update(jane.id, { status: 'disabled' });
   */
  readonly users: QlikUsers & QlikLifecycle & QlikBulk;
  /** For the generated functions of `@rollcall/qlik`: `listUsers({ client: qlik.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of a Qlik Cloud tenant, such as `https://tenant.eu.qlikcloud.com`. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl, a missing API key, or a malformed `apiVersion`.
 * @example
 * const qlik = createQlik({ baseUrl: 'https://tenant.eu.qlikcloud.com', auth: { apiKey } });
 * for await (const user of qlik.users.list({ filter: where('status', 'eq', 'active') })) console.log(user.email);
 */
export function createQlik(options: QlikOptions): Qlik {
  const connection = connectQlik(options);
  const users = qlikUsers(connection);
  // A room of its own: most programs change one user at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).qlikBulk(users, connection.clock));
  const directories = qlikDirectories(connection);
  const licences = qlikLicences(connection);
  const lifecycle = loadedOnce(async () =>
    (await import('./lifecycle.js')).qlikLifecycle(users, { ...directories, licences }),
  );
  return {
    ...directories,
    licences,
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
