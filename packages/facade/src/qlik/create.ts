import type { Client } from '@rollcall/qlik';
import { type QlikBulk, qlikBulk } from './bulk.js';
import { connectQlik, type QlikOptions } from './connect.js';
import { type QlikUsers, qlikUsers } from './users.js';

/** A client of one Qlik Cloud tenant. */
export interface Qlik {
  readonly users: QlikUsers & QlikBulk;
  /** For the generated functions of `@rollcall/qlik`: `listUsers({ client: qlik.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of a Qlik Cloud tenant, such as `https://tenant.eu.qlikcloud.com`. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl, a missing API key, or a malformed `apiVersion`.
 */
export function createQlik(options: QlikOptions): Qlik {
  const connection = connectQlik(options);
  const users = qlikUsers(connection);
  return { users: { ...users, ...qlikBulk(users, connection.clock) }, client: connection.client };
}
