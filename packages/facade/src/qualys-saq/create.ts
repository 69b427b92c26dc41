import type { Client } from '@rollcall/qualys-saq/sdk';
import { lazily } from '../lazily.js';
import type { QualysSaqBulk } from './bulk.js';
import { connectQualysSaq, type QualysSaqOptions } from './connect.js';
import { type QualysSaqUsers, qualysSaqUsers } from './users.js';

/** A client of one Qualys platform's SAQ module. */
export interface QualysSaq {
  readonly users: QualysSaqUsers & QualysSaqBulk;
  /** For the generated functions of `@rollcall/qualys-saq`, whose bodies are XML text: `searchUsers({ client, body })`. */
  readonly client: Client;
}

/**
 * Makes a client of Qualys SAQ. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl (the vendor's samples show http, which only this machine may use) or a missing credential.
 */
export function createQualysSaq(options: QualysSaqOptions): QualysSaq {
  const connection = connectQualysSaq(options);
  const users = qualysSaqUsers(connection);
  const bulk = lazily<QualysSaqBulk>(
    async () => (await import('./bulk.js')).qualysSaqBulk(users, connection.clock),
    { createMany: 'verb', updateMany: 'verb', deleteMany: 'verb' },
  );
  return { users: { ...users, ...bulk }, client: connection.client };
}
