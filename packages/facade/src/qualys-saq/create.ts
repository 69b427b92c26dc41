import type { Client } from '@rollcall/qualys-saq/sdk';
import { loadedOnce } from '../util/loaded-once.js';
import type { QualysSaqBulk } from './bulk.js';
import { connectQualysSaq, type QualysSaqOptions } from './connect.js';
import type { QualysSaqLifecycle } from './lifecycle.js';
import { type QualysSaqTags, qualysSaqTags } from './tags.js';
import type { QualysSaqUsers } from './user-verbs.js';
import { qualysSaqUsers } from './users.js';

/** A client of one Qualys platform's SAQ module. */
export interface QualysSaq {
  /**
   * Users of the SAQ module, within the scope of the API user.
   * @example
   * const jane = await saq.users.find('jane@example.com');
   * if (jane) await saq.users.update(jane.id, { company: 'Example' });
   */
  readonly users: QualysSaqUsers & QualysSaqLifecycle & QualysSaqBulk;
  /** What the tags of a user point to. */
  readonly tags: QualysSaqTags;
  /** For the generated functions of `@rollcall/qualys-saq`, whose bodies are XML text: `searchUsers({ client, body })`. */
  readonly client: Client;
}

/**
 * Makes a client of Qualys SAQ. Nothing is sent yet.
 * @throws InvalidInputError for a bad baseUrl (the vendor's samples show http, which only this machine may use) or a missing credential.
 * @example
 * const saq = createQualysSaq({ baseUrl: 'https://qualysapi.qualys.com', auth: { username: 'api', password } });
 * const jane = await saq.users.find('jane@example.com');
 */
export function createQualysSaq(options: QualysSaqOptions): QualysSaq {
  const { saq, tagging } = connectQualysSaq(options);
  const users = qualysSaqUsers(saq);
  const tags = qualysSaqTags(tagging);
  // A room of its own: most programs change few users at a time.
  const bulk = loadedOnce(async () => (await import('./bulk.js')).qualysSaqBulk(users, saq.clock));
  const lifecycle = loadedOnce(async () => (await import('./lifecycle.js')).qualysSaqLifecycle(users, tags));
  return {
    users: {
      ...users,
      provision: async (...given) => (await lifecycle()).provision(...given),
      deprovision: async (...given) => (await lifecycle()).deprovision(...given),
      createMany: async (...given) => (await bulk()).createMany(...given),
      updateMany: async (...given) => (await bulk()).updateMany(...given),
      deleteMany: async (...given) => (await bulk()).deleteMany(...given),
    },
    tags,
    client: saq.client,
  };
}
