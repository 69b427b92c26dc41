import type { Client } from '@rollcall/qlik/sdk';
import { lazily } from '../lazily.js';
import type { QlikBulk } from './bulk.js';
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
  const bulk = lazily<QlikBulk>(async () => (await import('./bulk.js')).qlikBulk(users, connection.clock), {
    createMany: 'verb',
    updateMany: 'verb',
    deleteMany: 'verb',
  });
  return { users: { ...users, ...bulk }, client: connection.client };
}
