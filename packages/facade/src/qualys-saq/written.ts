import { normalForms, type User, type UserCreate, type UserUpdate } from '@rollcall/qualys-saq/sdk';
import type { Result } from '../http/types.js';
import { checkWritten } from '../written/check-written.js';

/**
 * The users as they are after a write, each compared with what was asked of it.
 * @param read gives the user as it is now, for `verify`.
 */
export async function usersAsWritten(
  asked: readonly (UserCreate | UserUpdate)[],
  answered: readonly User[],
  result: Result,
  verify: boolean | undefined,
  read: (id: string) => Promise<User>,
): Promise<User[]> {
  const checked: User[] = [];
  for (const [at, user] of answered.entries()) {
    const { id: _, tags, ...fields } = (asked[at] ?? {}) as UserUpdate;
    // What is added or removed names no value of the whole list.
    const wanted = tags?.set ? { ...fields, tags: tags.set } : fields;
    const readBack = () => read(user.id);
    const forms = normalForms.ServiceRequestXml;
    checked.push((await checkWritten(wanted, user, result, { forms, readBack, verify })) as User);
  }
  return checked;
}
