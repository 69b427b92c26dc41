import type { RequestContext } from '../context.js';
import { asFound, type FoundUser } from './find-user.js';
import { remember } from './records.js';

/** Gives somebody another security profile; who was removed gets it when they come back. */
export async function setSecurityProfile(
  context: RequestContext,
  user: FoundUser,
  securityProfile: string,
): Promise<FoundUser> {
  const { system, signal } = context;
  const { id, person, record } = user;
  if (person) {
    const { account } = await system.accounts.change(person.id, { securityProfile }, { signal });
    return asFound(context, user, account ?? person);
  }
  if (!record) return user;
  const kept = { ...record, data: { ...record.data, securityProfile } };
  await remember(system, kept);
  return asFound(context, { id, record: kept });
}
