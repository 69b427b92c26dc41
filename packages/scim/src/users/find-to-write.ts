import type { RequestContext } from '../context.js';
import { fold } from '../protocol/filter/compare.js';
import { type FoundUser, findUser } from './find-user.js';
import { finishCreate } from './finish-create.js';
import { exclusively } from './locks.js';
import { refuseProtected } from './policy.js';

/**
 * Finds a person who is about to be written. A create that lost its answer and made this account is finished first, so
 * that its name and externalId are this person's.
 *
 * @throws ScimError 404; 403 for an account that the configuration protects.
 */
export async function findToWrite(context: RequestContext, id: string): Promise<FoundUser> {
  const found = await findUser(context, id);
  if (found.person) refuseProtected(context.system, found.person);
  if (!found.begun) return found;
  // Whoever holds the name is still creating.
  await exclusively(context, [`name:${fold(String(found.resource.userName))}`], async () => {
    const again = await findUser(context, id);
    if (again.begun && again.person) await finishCreate(context, again.begun, again.person);
  });
  return findUser(context, id);
}
