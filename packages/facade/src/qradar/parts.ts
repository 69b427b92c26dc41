import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { orNone } from '../http/errors/absent.js';
import type { CallOptions } from '../http/options.js';
import type { AuthorizedServices } from './authorized-services.js';
import type { Lists } from './directories.js';
import type { Resources } from './resources.js';
import type { Staged } from './staged.js';
import type { QRadarUser } from './types.js';
import type { QRadarUsers } from './user-verbs.js';

/** What the verbs are made of. */
export interface Parts {
  readonly connection: Connection;
  readonly users: QRadarUsers;
  readonly staged: Staged;
  readonly lists: Lists;
  readonly services: AuthorizedServices;
  readonly resources: Resources;
}

/** A user by id or login name; on a console with IBM's resources also one that is staged and not yet deployed. */
export async function findUser(
  parts: Parts,
  wanted: number | string,
  call: CallOptions,
): Promise<QRadarUser> {
  const { users, staged } = parts;
  const user =
    typeof wanted === 'number' ? await orNone(() => users.get(wanted, call)) : await users.find(wanted, call);
  if (user) return user;
  const hasStaged = (await parts.resources.which(call)) === 'ibm';
  const stagedUser =
    hasStaged &&
    (typeof wanted === 'number'
      ? await orNone(() => staged.users.get(wanted, call))
      : await staged.users.find(wanted, call));
  if (stagedUser) return stagedUser;
  throw new InvalidInputError(`user '${wanted}' does not exist; nothing was changed`);
}
