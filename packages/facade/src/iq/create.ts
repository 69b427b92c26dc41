import type { Client } from '@rollcall/iq/sdk';
import { lazily } from '../lazily.js';
import type { IqBulk } from './bulk.js';
import { connectIq, type IqOptions } from './connect.js';
import { type IqUsers, iqUsers } from './users.js';

/** A client of one IQ Server. */
export interface Iq {
  readonly users: IqUsers & IqBulk;
  /** For the generated functions of `@rollcall/iq`: `listUsers({ client: iq.client })` has the same safety. */
  readonly client: Client;
}

/**
 * Makes a client of an IQ Server. Nothing is sent yet. A context path belongs into `baseUrl`.
 * @throws InvalidInputError for a bad baseUrl, a missing credential, two credentials, or a `csrf` no cookie can carry.
 */
export function createIq(options: IqOptions): Iq {
  const connection = connectIq(options);
  const users = iqUsers(connection, options.realm);
  const bulk = lazily<IqBulk>(async () => (await import('./bulk.js')).iqBulk(users, connection.clock), {
    createMany: 'verb',
    updateMany: 'verb',
    deleteMany: 'verb',
  });
  return { users: { ...users, ...bulk }, client: connection.client };
}
