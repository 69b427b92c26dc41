import type { RequestContext } from '../context.js';
import { asFound, type FoundUser } from './find-user.js';
import { remember } from './records.js';
import { sendChange } from './send-change.js';

/** Gives somebody another security profile; who was removed gets it when they come back. */
export async function setSecurityProfile(
  context: RequestContext,
  user: FoundUser,
  securityProfile: string,
): Promise<FoundUser> {
  const { system } = context;
  const { id, person, record } = user;
  if (person) {
    return asFound(context, user, await sendChange(context, person, { securityProfile }));
  }
  if (!record) return user;
  const kept = { ...record, data: { ...record.data, securityProfile } };
  await remember(system, kept);
  return asFound(context, { id, record: kept });
}
