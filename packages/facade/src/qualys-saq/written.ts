import {
  normalForms,
  type Tag,
  type TagWriteList,
  type User,
  type UserCreate,
  type UserUpdate,
} from '@rollcall/qualys-saq/sdk';
import type { Result } from '../http/types.js';
import { checkWritten, ignored, readWritten } from '../written/check-written.js';
import { compareWritten } from '../written/compare.js';

const FORMS = normalForms.ServiceRequestXml;
const TAGS_ADVICE =
  'How SAQ takes tags is not documented (Qualys): look at the user, and give the tags in the platform.';

/**
 * The users as they are after a write, each compared with what was asked of it. Tags are compared whether `verify` asks for it
 * or not, unless it is false: that a write with tags succeeds does not say that they were set, so a user whose answer names no
 * tags is read again.
 * @param read gives the user as it is now.
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
    const readBack = () => read(user.id);
    const current = (await checkWritten(fields, user, result, { forms: FORMS, readBack, verify })) as User;
    if (!tags || verify === false) checked.push(current);
    else {
      const unnamed = !verify && current.tags === undefined;
      const shown = unnamed ? await readWritten(readBack, user, result) : current;
      if (!holdsTags(tags, shown.tags ?? [])) throw ignored(['tags'], shown, result, TAGS_ADVICE);
      checked.push(shown);
    }
  }
  return checked;
}

/** Whether a user who has these tags is what was asked for. */
function holdsTags({ set, add = [], remove = [] }: TagWriteList, has: readonly Tag[]): boolean {
  const isHeld = (tag: object) => has.some((one) => isWritten({ tags: tag }, { tags: one }));
  if (set && !isWritten({ tags: set }, { tags: has })) return false;
  return add.every(isHeld) && !remove.some(isHeld);
}

function isWritten(asked: object, came: object): boolean {
  return compareWritten(asked, came, FORMS).ignored.length === 0;
}
