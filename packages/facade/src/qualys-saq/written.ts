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
import type { SaqWritten } from './each-user.js';

const FORMS = normalForms.ServiceRequestXml;
const TAGS_ADVICE =
  'How SAQ takes tags is not documented (Qualys): look at the user, and give the tags in the platform.';

type Asked = UserCreate | UserUpdate;

/**
 * The users as they are after a write, each compared with what was asked of it: one that is not as asked says nothing of the
 * others. An update may answer the ids alone, which says nothing of any field. Tags are compared whether `verify` asks for it
 * or not, unless it is false: that a write with tags succeeds does not say that they were set.
 * @param read gives a user as it is now.
 */
export async function usersAsWritten(
  asked: readonly Asked[],
  answered: readonly SaqWritten[],
  result: Result,
  verify: boolean | undefined,
  read: (id: string) => Promise<User>,
): Promise<SaqWritten[]> {
  const checked: SaqWritten[] = [];
  for (const [at, { user, error }] of answered.entries()) {
    if (!user) checked.push({ ...(error ? { error } : {}) });
    else
      try {
        checked.push({
          user: await asWritten(asked[at] as Asked, user, result, verify, () => read(user.id)),
        });
      } catch (cause) {
        checked.push({ user, error: cause as Error });
      }
  }
  return checked;
}

async function asWritten(
  asked: Asked,
  answered: User,
  result: Result,
  verify: boolean | undefined,
  readBack: () => Promise<User>,
): Promise<User> {
  const { id: _, tags, ...fields } = asked as UserUpdate;
  const told = Object.keys(answered).some((name) => name !== 'id') ? answered : undefined;
  const user = (await checkWritten(fields, told, result, { forms: FORMS, readBack, verify })) ?? answered;
  if (!tags || verify === false) return user;
  const unnamed = !verify && user.tags === undefined;
  const shown = unnamed ? await readWritten(readBack, user, result) : user;
  if (!holdsTags(tags, shown.tags ?? [])) throw ignored(['tags'], shown, result, TAGS_ADVICE);
  return shown;
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
